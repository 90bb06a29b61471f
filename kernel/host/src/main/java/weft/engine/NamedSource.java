package weft.engine;

/**
 * The text in which errors count lines: a cell, or a file that a cell runs.
 *
 * @param name what compile errors and tracebacks call it, as in {@code cell 3} or {@code Work.java}
 */
record NamedSource(String name, String text) {

    static NamedSource of(Cell cell) {
        return new NamedSource(nameOf(cell), cell.code());
    }

    /** A silent cell carries the number of the cell before it, which is not the one that fails. */
    private static String nameOf(Cell cell) {
        if (cell.number() == Cell.EXPRESSION) {
            return "user expression";
        }
        return cell.silent() ? "silent cell" : "cell " + cell.number();
    }
}
