package weft.python;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import weft.wire.MimeBundle;

/**
 * A Python in which cells run one after the other and keep their variables.
 *
 * <p><b>Threads.</b> {@link #interrupt} and {@link #close} may be called from any thread; {@link #complete} and
 * {@link #inspect} from any, and have nothing to say while a cell runs; all else belongs to the thread that runs cells.
 */
public interface Interpreter extends AutoCloseable {

    /**
     * What may stand at the cursor.
     *
     * @param start where the word begins that it replaces
     */
    record Proposals(int start, List<Proposal> matches) {
        public Proposals {
            matches = List.copyOf(matches);
        }
    }

    /**
     * One word that may stand at the cursor.
     *
     * @param kind such as {@code function}, {@code module} or {@code instance}
     */
    record Proposal(String text, String kind) {}

    /**
     * How a cell is to be recorded.
     *
     * @param waitMillis how long, at most, to go on with threads that outlive the cell's code
     * @param both whether to run the code without recording first, and tell how much longer it takes recorded
     */
    record RecordingWish(String title, long waitMillis, boolean both) {}

    /**
     * Runs the code of a cell to its end.
     *
     * @param firstLine the line of the cell on which the code begins
     * @param limitSeconds how long at most; 0: as long as it takes
     * @return what its last expression shows
     * @throws PythonFailedException when the code failed, was interrupted, or ended its Python
     * @throws PythonMissingException when there is no Python to run it
     */
    Optional<MimeBundle> run(PythonCell cell, String code, int firstLine, double limitSeconds)
            throws PythonFailedException, PythonMissingException;

    /**
     * The same, and records what the cell's threads do: {@link PythonCell#recorded} gets it before this returns.
     *
     * @param wish how to record
     */
    Optional<MimeBundle> record(PythonCell cell, String code, int firstLine, double limitSeconds, RecordingWish wish)
            throws PythonFailedException, PythonMissingException;

    /** Asks the running cell to stop, and returns at once; a second time, ends the Python that does not heed it. */
    void interrupt();

    /**
     * Waits for the threads that a cell started.
     *
     * @return the names of those that still run after so long
     */
    List<String> awaitThreads(int cell, long millis);

    /** Ends that wait, and not the threads; from any thread. */
    void stopWaiting();

    /**
     * What runs, starting it if need be.
     *
     * @param cell gets what it says while it starts
     */
    PythonFacts facts(PythonCell cell) throws PythonMissingException, PythonFailedException;

    /** Ends this Python with its variables; the next cell gets a fresh one. */
    void restart();

    Proposals complete(String code, int cursor);

    /** Signature and documentation of the name at the cursor; null where nothing is known of it. */
    @Nullable String inspect(String code, int cursor, int detail);

    @Override
    void close();
}
