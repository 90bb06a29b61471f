package weft.engine;

/**
 * The text in which errors count lines: a cell, or a file that a cell runs.
 *
 * @param name what compile errors and tracebacks call it, as in {@code cell 3} or {@code Work.java}
 */
record NamedSource(String name, String text) {

    static NamedSource of(Cell cell) {
        return new NamedSource("cell " + cell.number(), cell.code());
    }
}
