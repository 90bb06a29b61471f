package weft.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import weft.language.CompilerLock;
import weft.language.Completeness;
import weft.language.Completion;
import weft.magic.Magics;
import weft.uservm.UserVmOptions;
import weft.wire.CommMessage;
import weft.wire.MimeBundle;
import weft.wire.ToUserVm;

/**
 * The engine of the kernel: JShell here, the cells in a user VM. When the user VM ends, a fresh one takes its place.
 *
 * <p><b>Threads.</b> As {@link Engine} says. The compiler serves one at a time: whoever uses JShell holds
 * {@code compiler}, which a running snippet gives back.
 */
public final class JShellEngine implements Engine {

    private final CompilerLock compiler = new CompilerLock();
    private final FrontEnd frontEnd;
    private final CellEvents events;
    private final Failures failures = new Failures();
    private final Interrupts interrupts = new Interrupts();
    private final Magics magics = new Magics();
    private final Sessions sessions;
    private final Questions questions;
    private final ThreadsAfterCell threadsAfterCell;

    /**
     * Starts the user VM and JShell, side by side.
     *
     * @throws IOException when the user VM cannot be started
     */
    public JShellEngine(FrontEnd frontEnd, UserVmOptions options) throws IOException {
        this(frontEnd, options, PlainCompiler.prepared(options));
    }

    private JShellEngine(FrontEnd frontEnd, UserVmOptions options, PlainCompiler first) throws IOException {
        this.frontEnd = frontEnd;
        events = new CellEvents(frontEnd);
        sessions = new Sessions(frontEnd, events, compiler, options, first);
        questions = new Questions(sessions, compiler, magics);
        threadsAfterCell = new ThreadsAfterCell(frontEnd, interrupts, sessions);
    }

    /** Begins to make a compiler ready, and gives what makes the engine as the kernel spec describes it. */
    public static Function<FrontEnd, Engine> prepare() {
        UserVmOptions options = UserVmOptions.ofThisKernel();
        PlainCompiler first = PlainCompiler.prepared(options);
        return frontEnd -> open(frontEnd, options, first);
    }

    private static JShellEngine open(FrontEnd frontEnd, UserVmOptions options, PlainCompiler first) {
        try {
            return new JShellEngine(frontEnd, options, first);
        } catch (IOException e) {
            throw new UncheckedIOException("The Java VM for the cells could not be started", e);
        }
    }

    @Override
    public CellOutcome run(Cell cell) {
        failures.remember(cell);
        int number = events.begin(cell);
        try {
            sessions.revive();
            CellRun run = begin(cell, number);
            CellOutcome outcome = compiler.holding(run::run);
            interrupts.ended();
            sessions.revive();
            return outcome;
        } catch (IOException | RuntimeException e) {
            return failures.bug(e);
        } finally {
            interrupts.ended();
        }
    }

    private CellRun begin(Cell cell, int number) {
        CellContext context =
                new CellContext(cell, frontEnd, compiler, interrupts, sessions, failures, threadsAfterCell, questions);
        CellRun run = new CellRun(sessions::current, cell, number, failures, magics, context);
        context.began(run);
        interrupts.began(run, sessions::current);
        if (cell.number() != Cell.EXPRESSION) {
            threadsAfterCell.began(run);
            if (frontEnd.isInterrupted(cell.id())) {
                interrupts.interrupt();
            }
        }
        return run;
    }

    /** The session that runs cells now; after its user VM has ended, still the old one. */
    Session session() {
        return sessions.current();
    }

    /** A client that stops reading at idle misses what threads write later, so the cell waits for them. */
    @Override
    public void awaitThreads(Cell cell) {
        threadsAfterCell.await(cell);
    }

    @Override
    public CellOutcome evaluate(Cell beside, String expression) {
        return run(new Cell(beside.id(), Cell.EXPRESSION, expression, true, beside.stdinAllowed()));
    }

    @Override
    public void interrupt() {
        // The cell learns of it first; else a question that ends unanswered could end it as a fault of its own.
        interrupts.interrupt();
        events.interruptInput();
    }

    @Override
    public Completion complete(String code, int cursor) {
        return questions.complete(code, cursor);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        return questions.inspect(code, cursor, detail);
    }

    @Override
    public Completeness completeness(String code) {
        return questions.completeness(code);
    }

    @Override
    public void warmUp() {
        compiler.holding(() -> {
            session().warmUp();
            return null;
        });
    }

    @Override
    public void comm(CommMessage message) {
        sessions.tell(new ToUserVm.Comm(message));
    }

    @Override
    public void close() {
        interrupts.close();
        magics.close();
        sessions.close();
    }
}
