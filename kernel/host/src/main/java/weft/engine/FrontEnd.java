package weft.engine;

import org.jspecify.annotations.Nullable;
import weft.wire.CommMessage;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/**
 * Where the engine sends what cells produce. A cell is named by {@link Cell#id}, which may be long over.
 *
 * <p><b>Threads.</b> Called from the thread that reads the user VM, in the order in which things were written; a call
 * may block, and so slow the writer down.
 */
public interface FrontEnd {

    void stream(String cellId, StreamName stream, String text);

    /** Shows a bundle; with {@code update}, in place of what was last shown under {@code displayId}. */
    void display(String cellId, MimeBundle bundle, @Nullable String displayId, boolean update);

    /** Removes the output of the cell: now, or with {@code wait} when the next output arrives. */
    void clearOutput(String cellId, boolean wait);

    /** Shows help that is not part of the notebook where the client has a place for that, with the cell's reply. */
    void page(String cellId, MimeBundle bundle);

    /** Puts code where the person types next: in a new cell, or with {@code replace} in the place of this one. */
    void nextInput(String cellId, String code, boolean replace);

    /** Cells' code opens, uses or closes a comm, or lets clients open some. */
    void comm(String cellId, CommMessage message);

    /** The user VM has ended, and all comms of its code with it. */
    void commsEnded();

    /** What a person answers who presses Ctrl-D; to the code that reads, the end of its input. */
    String END_OF_INPUT = "\u0004";

    /**
     * Asks the person for one line, and blocks until it is there.
     *
     * @return the line without its end, or {@link #END_OF_INPUT}
     * @throws StdinUnavailableException where the client of this cell said that nobody can answer
     * @throws InterruptedException when the cell is interrupted while waiting
     */
    String input(String cellId, String prompt, boolean password) throws StdinUnavailableException, InterruptedException;

    /** Whether somebody has wished the cell to stop, which can be before the engine has heard of the cell. */
    boolean isInterrupted(String cellId);

    /** Nobody can answer a question. */
    final class StdinUnavailableException extends Exception {
        private static final long serialVersionUID = 1;

        public StdinUnavailableException(String message) {
            super(message);
        }
    }
}
