package weft.weave;

/**
 * Where the source of a class stands in its cell.
 *
 * @param sourceName what stack traces call it, as in {@code cell 3}
 * @param lineShift what to add to a line of the compiler's wrapper to get a line of the cell, counted from 1
 * @param firstLine first line of the snippet in the cell; lines before it are the wrapper's own
 * @param lastLine last line of the snippet in the cell
 */
public record Origin(String sourceName, int lineShift, int firstLine, int lastLine) {

    int cellLine(int wrapperLine) {
        return Math.max(firstLine, Math.min(lastLine, wrapperLine + lineShift));
    }
}
