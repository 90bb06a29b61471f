package weft.engine;

/**
 * A cell to be run.
 *
 * @param id the identifier of its execute request; output of its threads carries it for ever after
 * @param number the execution count it shows, and by which tracebacks name it
 * @param silent whether its value is unwanted
 * @param stdinAllowed whether a person is there to answer {@code System.in}; a client that says no (nbclient,
 *     papermill) also stops reading at idle, so such a cell waits for the threads that it started
 */
public record Cell(String id, int number, String code, boolean silent, boolean stdinAllowed) {
    /** The number of what is no cell: an expression that a client wants evaluated beside one. */
    static final int EXPRESSION = -1;
}
