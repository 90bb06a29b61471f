package weft.engine;

/**
 * A piece of a cell that is evaluated by itself: one snippet, or one line of magic.
 *
 * @param source its text
 * @param offset where it begins in the cell, in UTF-16 units
 * @param valueWanted whether its value is shown: it does not end in a semicolon
 */
record CellPart(Kind kind, String source, int offset, boolean valueWanted) {

    enum Kind {
        SNIPPET,
        MAGIC
    }

    /** The same part, of code that begins so far into the cell. */
    CellPart movedBy(int characters) {
        return new CellPart(kind, source, offset + characters, valueWanted);
    }
}
