package weft.timeline.render;

import java.util.Locale;

/** Writes JSON text, with every string escaped. For one thread only. */
final class Json {

    private final StringBuilder out = new StringBuilder();
    private boolean first = true;

    static String quote(String raw) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int at = 0; at < raw.length(); at++) {
            char c = raw.charAt(at);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    // A lone surrogate has no UTF-8 form; as an escape it survives.
                    if (c < 0x20 || c == 0x7f || Character.isSurrogate(c) || c == 0x2028 || c == 0x2029) {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    Json open() {
        comma();
        out.append('{');
        first = true;
        return this;
    }

    Json open(String key) {
        name(key);
        out.append('{');
        first = true;
        return this;
    }

    Json close() {
        out.append('}');
        first = false;
        return this;
    }

    Json text(String key, String value) {
        name(key);
        out.append(quote(value));
        return this;
    }

    /** A number or a word of JSON, written as it is. */
    Json raw(String key, String value) {
        name(key);
        out.append(value);
        return this;
    }

    private void name(String key) {
        comma();
        out.append(quote(key)).append(':');
    }

    private void comma() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
