package weft.protocol;

/**
 * Positions in text, between the wire and Java. The wire counts code points since protocol 5.2; Java counts UTF-16
 * units, of which an emoji has two.
 */
public final class CodePoints {

    private CodePoints() {}

    /** A position on the wire as an index into {@code text}; one outside of the text is moved to its nearest end. */
    public static int toIndex(String text, int codePoints) {
        if (codePoints <= 0) {
            return 0;
        }
        int all = text.codePointCount(0, text.length());
        return codePoints >= all ? text.length() : text.offsetByCodePoints(0, codePoints);
    }

    /** An index into {@code text} as a position on the wire. */
    public static int fromIndex(String text, int index) {
        return text.codePointCount(0, Math.max(0, Math.min(index, text.length())));
    }
}
