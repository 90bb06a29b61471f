package weft.magic;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/**
 * What a magic may do to the notebook that it runs in.
 *
 * <p><b>Threads.</b> {@link #print}, {@link #display}, {@link #clearOutput} and {@link #input} may be called from any
 * thread, and also when the cell is long over; they belong to the cell of this context for ever. All else belongs to
 * the thread that runs cells.
 */
public interface MagicContext {

    /** The number of the cell that runs, as it stands beside it. */
    int cellNumber();

    /** Writes under the cell. */
    void print(StreamName stream, String text);

    /** Shows a bundle under the cell; with {@code update}, in place of what was shown under {@code displayId}. */
    void display(MimeBundle bundle, @Nullable String displayId, boolean update);

    /** Removes the output of the cell: now, or with {@code wait} when the next output arrives. */
    void clearOutput(boolean wait);

    /**
     * Asks the person for one line, and blocks until it is there.
     *
     * @return the line without its end; null for the end of the input
     * @throws NobodyAnswersException where the client of this cell said that nobody can answer
     * @throws InterruptedException when the cell is interrupted while waiting
     */
    @Nullable String input(String prompt, boolean password) throws NobodyAnswersException, InterruptedException;

    /**
     * Runs long work of a magic's own. Meanwhile the kernel answers questions about code, and an interrupt calls
     * {@code stop} in place of ending what runs in the user VM.
     *
     * @param stop asks the work to end and returns at once; from any thread, once for each interrupt
     */
    <T> T working(Callable<T> work, Runnable stop) throws Exception;

    /** Interrupts the cell as a person does, and returns at once; from any thread. */
    void interrupt();

    /** Lets the end of the cell wait for threads elsewhere, where cells wait for their threads. */
    void awaitAtEnd(ThreadWait threads);

    /** Shows help beside the notebook, or below the cell in a client that has no other place. */
    void page(MimeBundle help);

    /** The documentation of a name as it stands in code, whole; empty where nothing is known of it. */
    Optional<MimeBundle> documentation(String name);

    /**
     * Ends the user VM and starts one with these options; variables are gone.
     *
     * @throws VmRefusedException when no VM starts with these options; then one with the former ones runs
     */
    void replaceUserVm(List<String> vmOptions) throws VmRefusedException;

    /** The options that the present user VM was started with. */
    List<String> vmOptions();

    /** The cells that this kernel has run, this one too: number → code. */
    SortedMap<Integer, String> cells();

    /** What the notebook has declared, variables first. */
    List<Declaration> declarations();

    /** How long the user VM has been running code of cells, compiling not counted; it only grows. */
    Duration timeRun();

    /** The processors' time that all threads of the user VM have used; empty where the system does not tell. */
    Optional<Duration> processorTime();

    /** Puts code where the person types next: in a new cell, or with {@code replace} in the place of this one. */
    void nextInput(String code, boolean replace);

    /** Whether threads write under the cell that runs now, or ran last, and not under the one that started them. */
    void outputToLatest(boolean wanted);

    /** What the notebook has put on its class path, in the order in which it is searched. */
    List<Path> classPath();

    /** Puts jars or folders of classes on the class path of the cells; variables stay, and what is there already too. */
    void addToClassPath(List<Path> files);

    /** Lets the documentation of classes be read from a jar of sources; any thread may call. */
    void addSources(Path archive);

    /** How long a cell waits for threads that it started. */
    void waitForThreads(WaitPolicy policy);

    /** Runs the code of a magic, with nothing around it, as {@link #runCode(String, String, String, boolean)} does. */
    default Optional<MimeBundle> runCode(String code, boolean compiledFirst) throws MagicFailedException {
        return runCode("", code, "", compiledFirst);
    }

    /**
     * Runs Java code as part of the cell. Where it stands in the magic's own text its lines are those of the cell.
     *
     * @param before written before the code, on the same line
     * @param after written behind it
     * @param compiledFirst whether all is compiled before anything runs; else each statement is compiled when the one
     *     before it has run
     * @return its value, where it has one
     * @throws MagicFailedException when it fails, in the words that the cell fails with
     */
    Optional<MimeBundle> runCode(String before, String code, String after, boolean compiledFirst)
            throws MagicFailedException;

    /**
     * Runs the Java code of a file as part of the cell; errors name the file and its lines.
     *
     * @throws MagicFailedException when it fails, in the words that the cell fails with
     */
    Optional<MimeBundle> runFile(String name, String code) throws MagicFailedException;

    /**
     * Records the threads of the user VM as soon as the cell's next code runs: not while it is compiled. Where threads
     * come to wait for each other in a ring, the cell's code ends as if it were interrupted.
     *
     * @param interruptsStuck whether the threads of such a ring are interrupted; else they wait for ever
     */
    void recordNextRun(String title, boolean interruptsStuck);

    /**
     * Waits until the threads that the cell has started have ended, at most so long; an interrupt ends them.
     *
     * @return names of those that still run
     */
    List<String> awaitCellThreads(long millis) throws RecordingFailedException;

    /** What was recorded up to now, as text; nothing before any code has run. From any thread. */
    Optional<String> recordingSoFar() throws RecordingFailedException;

    /** Ends the recording, and returns it as text; nothing where no code has run. */
    Optional<String> stopRecording() throws RecordingFailedException;
}
