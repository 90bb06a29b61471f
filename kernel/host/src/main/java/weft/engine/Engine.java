package weft.engine;

import java.util.Optional;
import weft.language.Completeness;
import weft.language.Completion;
import weft.wire.CommMessage;
import weft.wire.MimeBundle;

/**
 * Evaluates cells and answers questions about Java code; knows nothing of sockets or messages.
 *
 * <p><b>Threads.</b> {@link #run}, {@link #evaluate} and {@link #warmUp} belong to one thread, the one that runs cells. Every other
 * method may be called from any thread, and answers while a cell is running. Positions are in UTF-16 units; the
 * protocol's code points are converted by the caller.
 */
public interface Engine extends AutoCloseable {

    /** Runs a cell to its end. Whatever the cell does, this returns; only a bug of the engine throws. */
    CellOutcome run(Cell cell);

    /**
     * Waits, where the cell's client asks for it, until the threads that the cell started have ended; at most for some
     * seconds. Called after {@link #run}, on the same thread, when the outcome has been shown.
     */
    void awaitThreads(Cell cell);

    /**
     * The value of one expression, for {@code user_expressions}: no history, no side effect on the count.
     *
     * @param beside the cell that it came with, to which its output belongs
     */
    CellOutcome evaluate(Cell beside, String expression);

    /** Asks the running cell, and the threads it started, to stop; returns at once. Without a running cell: nothing. */
    void interrupt();

    Completion complete(String code, int cursor);

    /** What is known about the thing at the cursor. {@code detail} 0: signature and first words; 1: all there is. */
    Optional<MimeBundle> inspect(String code, int cursor, int detail);

    Completeness completeness(String code);

    /** Does once, for nobody, what is slow the first time. On the thread that runs cells, and between two of them. */
    void warmUp();

    /** Hands on what a client said on a comm; returns at once. */
    void comm(CommMessage message);

    /** Ends the user VM too. May be called twice. */
    @Override
    void close();
}
