package weft.kernel;

import java.util.regex.Pattern;

/**
 * The search patterns of history requests, which are those of SQLite, where ipykernel keeps its history.
 *
 * <pre>
 *   int [xy]*    "int x1 = 1;", "int y = 2;"       [a-z] is a range, and [^x] anything but x
 *   a?c          "abc"
 *   a[0          "a[0": a bracket that is never closed is itself
 * </pre>
 */
final class Glob {

    private Glob() {}

    /** {@code *} is any text, lines and all, {@code ?} one character, and {@code [ ]} one of those named. */
    static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        int[] characters = glob.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            int end = characters[i] == '[' ? endOfClass(characters, i) : -1;
            if (end > 0) {
                appendClass(regex, characters, i + 1, end);
                i = end;
            } else if (characters[i] == '*') {
                regex.append(".*");
            } else if (characters[i] == '?') {
                regex.append('.');
            } else {
                appendLiteral(regex, characters[i]);
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** The place of the closing bracket, or -1. A closing bracket that stands first is one of those named. */
    private static int endOfClass(int[] characters, int open) {
        int first = open + 1;
        if (first < characters.length && characters[first] == '^') {
            first++;
        }
        for (int i = first + 1; i < characters.length; i++) {
            if (characters[i] == ']') {
                return i;
            }
        }
        return -1;
    }

    private static void appendClass(StringBuilder regex, int[] characters, int from, int to) {
        int start = from;
        regex.append('[');
        if (characters[start] == '^') {
            regex.append('^');
            start++;
        }
        for (int i = start; i < to; i++) {
            boolean range = i + 2 < to && characters[i + 1] == '-' && characters[i] <= characters[i + 2];
            appendLiteral(regex, characters[i]);
            if (range) {
                regex.append('-');
                appendLiteral(regex, characters[i + 2]);
                i += 2;
            }
        }
        regex.append(']');
    }

    private static void appendLiteral(StringBuilder regex, int character) {
        regex.append(String.format("\\x{%x}", character));
    }
}
