package weft.language;

/** Looks at Java source as text, minding strings and comments. */
public final class JavaText {

    private JavaText() {}

    /** The source with each comment replaced by blanks, so that positions stay. Line ends are kept. */
    public static String withoutComments(String source) {
        StringBuilder text = new StringBuilder(source);
        int i = 0;
        while (i < text.length()) {
            int end = endOfToken(source, i);
            if (isComment(source, i)) {
                blank(text, i, end);
            }
            i = end;
        }
        return text.toString();
    }

    private static boolean isComment(String source, int i) {
        return source.startsWith("//", i) || source.startsWith("/*", i);
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }

    /** Where the comment, string, or single character that begins at a position ends. */
    private static int endOfToken(String source, int start) {
        if (source.startsWith("//", start)) {
            return after(source, source.indexOf('\n', start), 0);
        }
        if (source.startsWith("/*", start)) {
            return after(source, source.indexOf("*/", start + 2), 2);
        }
        if (source.startsWith("\"\"\"", start)) {
            return endOfString(source, start + 3, "\"\"\"");
        }
        char c = source.charAt(start);
        return c == '"' || c == '\'' ? endOfString(source, start + 1, String.valueOf(c)) : start + 1;
    }

    private static int after(String source, int found, int length) {
        return found < 0 ? source.length() : found + length;
    }

    private static int endOfString(String source, int start, String quote) {
        for (int i = start; i < source.length(); i++) {
            if (source.charAt(i) == '\\') {
                i++;
            } else if (source.startsWith(quote, i)) {
                return i + quote.length();
            } else if (source.charAt(i) == '\n' && quote.length() == 1) {
                return i;
            }
        }
        return source.length();
    }
}
