package weft.timeline.render;

/** Escapes text for SVG and HTML. Thread names and printed lines come from the user and may hold anything. */
final class Markup {

    private Markup() {}

    static String text(String raw) {
        return escape(raw, false);
    }

    /** Text of several lines, for {@code <pre>}. */
    static String lines(String raw) {
        return raw.lines().map(Markup::text).collect(java.util.stream.Collectors.joining("\n"));
    }

    static String attribute(String raw) {
        return escape(raw, true);
    }

    private static String escape(String raw, boolean quotes) {
        StringBuilder out = new StringBuilder(raw.length() + 16);
        for (int at = 0; at < raw.length(); at++) {
            char c = raw.charAt(at);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append(quotes ? "&quot;" : "\"");
                case '\n', '\r', '\t' -> out.append(' ');
                default -> out.append(isAllowed(raw, at) ? c : '\uFFFD');
            }
        }
        return out.toString();
    }

    /** XML has no place for most control characters, nor for half of a surrogate pair. */
    private static boolean isAllowed(String raw, int at) {
        char c = raw.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < raw.length() && Character.isLowSurrogate(raw.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(raw.charAt(at - 1));
        }
        return c >= 0x20 && c != 0xFFFE && c != 0xFFFF;
    }
}
