package weft.language;

/**
 * A piece of one line of source, and how to underline it in a monospaced font.
 *
 * @param line counted from 1
 * @param sourceLine the line, its tabs made spaces; the part around the piece where the line is very long
 * @param indent what stands before the underline: one space for each column
 */
record SourceSpan(int line, String sourceLine, String indent, String underline) {

    private static final int TAB = 4;

    /** Of a longer line, such as one of pasted data, only what is around the piece is shown. */
    private static final int LONGEST = 240;

    /** The piece from {@code start} to {@code end}, or to the end of its line where it goes on after that. */
    static SourceSpan of(String source, int start, int end) {
        int from = Math.min(Math.max(0, start), source.length());
        int lineStart = source.lastIndexOf('\n', from - 1) + 1;
        int lineEnd = source.indexOf('\n', from);
        if (lineEnd < 0) {
            lineEnd = source.length();
        }
        boolean cut = lineEnd - lineStart > LONGEST;
        int shownStart = cut ? betweenCharacters(source, Math.max(lineStart, from - LONGEST / 2)) : lineStart;
        int shownEnd = cut ? betweenCharacters(source, Math.min(lineEnd, from + LONGEST / 2)) : lineEnd;
        int to = Math.min(Math.max(from, end), shownEnd);
        int line = 1
                + (int) source.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        String head = shownStart > lineStart ? "…" : "";
        String tail = shownEnd < lineEnd ? "…" : "";
        String before = head + source.substring(shownStart, from);
        int column = width(before, 0);
        int columns = width(source.substring(from, to).stripTrailing(), column);
        return new SourceSpan(
                line,
                withoutTabs(head + source.substring(shownStart, shownEnd)).stripTrailing() + tail,
                " ".repeat(column),
                "^".repeat(Math.max(1, columns)));
    }

    private static int betweenCharacters(String source, int position) {
        boolean inPair =
                position > 0 && position < source.length() && Character.isLowSurrogate(source.charAt(position));
        return inPair ? position - 1 : position;
    }

    private static String withoutTabs(String line) {
        StringBuilder spaces = new StringBuilder();
        int column = 0;
        for (int i = 0; i < line.length(); ) {
            int c = line.codePointAt(i);
            int width = width(c, column);
            if (c == '\t') {
                spaces.append(" ".repeat(width));
            } else if (c != '\r') {
                spaces.appendCodePoint(c);
            }
            column += width;
            i += Character.charCount(c);
        }
        return spaces.toString();
    }

    /** The columns that a text takes when it begins at a column. */
    private static int width(String text, int column) {
        int at = column;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            at += width(c, at);
            i += Character.charCount(c);
        }
        return at - column;
    }

    private static int width(int c, int column) {
        if (c == '\t') {
            return TAB - column % TAB;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || type == Character.CONTROL
                || c >= 0x1F3FB && c <= 0x1F3FF) {
            return 0;
        }
        return isWide(c) ? 2 : 1;
    }

    /** East Asian letters and emoji; the rare rest of Unicode's wide characters is one column off. */
    private static boolean isWide(int c) {
        return c >= 0x1100 && c <= 0x115F
                || c >= 0x2E80 && c <= 0xA4CF && c != 0x303F
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE30 && c <= 0xFE6F
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0xFFE0 && c <= 0xFFE6
                || c >= 0x1F300 && c <= 0x1F64F
                || c >= 0x1F680 && c <= 0x1F6FF
                || c >= 0x1F900 && c <= 0x1FAFF
                || c >= 0x20000 && c <= 0x3FFFD
                || c == 0x2705
                || c == 0x274C
                || c == 0x2728
                || c == 0x26A1
                || c == 0x231B
                || c == 0x23F3;
    }
}
