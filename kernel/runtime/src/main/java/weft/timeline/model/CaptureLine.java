package weft.timeline.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of a recorded capture as words, read from left to right. Words with blanks stand in double quotes. */
final class CaptureLine {

    private static final String PLACE = "Line ";

    private final int number;
    private final String text;
    private final List<String> words = new ArrayList<>();
    private int next;

    CaptureLine(int number, String text) {
        this.number = number;
        this.text = text;
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == ' ') {
                at++;
            } else if (text.charAt(at) == '"') {
                at = quoted(at + 1);
            } else {
                int end = text.indexOf(' ', at);
                end = end < 0 ? text.length() : end;
                words.add(text.substring(at, end));
                at = end;
            }
        }
    }

    private int quoted(int from) {
        StringBuilder word = new StringBuilder();
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                words.add(word.toString());
                return at + 1;
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
                word.append(text.charAt(at) == 'n' ? '\n' : text.charAt(at));
            } else {
                word.append(c);
            }
        }
        throw fault("a quote is not closed", "close it with \"");
    }

    static String quote(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    boolean isIndented() {
        return text.startsWith(" ");
    }

    boolean hasNext() {
        return next < words.size();
    }

    String word() {
        if (!hasNext()) {
            throw fault("a word is missing at its end", "compare it with a line that Weft wrote");
        }
        return words.get(next++);
    }

    /** Takes the next word if it is this one. */
    boolean take(String word) {
        if (hasNext() && words.get(next).equals(word)) {
            next++;
            return true;
        }
        return false;
    }

    long number() {
        String word = word();
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw fault("\"" + word + "\" is not a whole number", "write one, such as 3");
        }
    }

    /** Nanoseconds; the units µs (as {@code us}), ms and s are understood. */
    long nanos() {
        String word = word();
        long unit =
                word.endsWith("us") ? 1_000 : word.endsWith("ms") ? 1_000_000 : word.endsWith("s") ? 1_000_000_000 : 1;
        String digits = word.replaceAll("(us|ms|s)$", "");
        try {
            return Math.round(unit == 1 ? Long.parseLong(digits) : Double.parseDouble(digits) * unit);
        } catch (NumberFormatException e) {
            throw fault("\"" + word + "\" is not a time", "write nanoseconds or a unit: 1500, 1.5us, 3ms, 2s");
        }
    }

    End end() {
        return take("..") ? End.stillOpen() : End.at(nanos());
    }

    Moment moment() {
        return take("?") ? Moment.unknown() : Moment.at(nanos());
    }

    <E extends Enum<E>> E constant(Class<E> type) {
        String word = word();
        for (E constant : type.getEnumConstants()) {
            if (name(constant).equals(word)) {
                return constant;
            }
        }
        List<String> known = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            known.add(name(constant));
        }
        throw fault("\"" + word + "\" is not known", "use one of " + String.join(", ", known));
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static @Nullable Long idOrNull(CaptureLine line, String key) {
        return line.take(key) ? (Long) line.number() : null;
    }

    /** The fault with the place of this line, if it does not name one itself. */
    IllegalArgumentException located(IllegalArgumentException fault) {
        String message = String.valueOf(fault.getMessage());
        return message.startsWith(PLACE)
                ? fault
                : new IllegalArgumentException(PLACE + number + " of the recorded capture: " + message, fault);
    }

    IllegalArgumentException fault(String what, String remedy) {
        return new IllegalArgumentException("Line " + number + " of the recorded capture: " + what + " in \""
                + text.strip() + "\"; " + remedy + ".");
    }
}
