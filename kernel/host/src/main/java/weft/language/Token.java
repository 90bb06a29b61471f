package weft.language;

/**
 * A token of Java source, as {@link Tokens} finds it.
 *
 * @param text the characters from {@code start} to {@code end}
 * @param closed false for a string, character or comment whose end is missing
 */
record Token(Kind kind, String text, int start, int end, boolean closed) {

    enum Kind {
        WORD,
        NUMBER,
        STRING,
        CHARACTER,
        COMMENT,
        SYMBOL
    }

    boolean is(String expected) {
        return text.equals(expected);
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    boolean isComment() {
        return kind == Kind.COMMENT;
    }
}
