package weft.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import weft.language.CompilerLock;
import weft.language.Completeness;
import weft.language.CompletenessCheck;
import weft.language.Completer;
import weft.language.Completion;
import weft.language.Inspector;
import weft.magic.Declaration;
import weft.magic.MagicContext;
import weft.magic.MagicFailedException;
import weft.magic.Magics;
import weft.magic.NobodyAnswersException;
import weft.magic.RecordingFailedException;
import weft.magic.ThreadWait;
import weft.magic.VmRefusedException;
import weft.magic.WaitPolicy;
import weft.uservm.UserVm;
import weft.uservm.UserVmEndedException;
import weft.uservm.UserVmOptions;
import weft.wire.CommMessage;
import weft.wire.MimeBundle;
import weft.wire.StreamName;
import weft.wire.ToHost;
import weft.wire.ToUserVm;

/**
 * The engine of the kernel: JShell here, the cells in a user VM. When the user VM ends, a fresh one takes its place.
 *
 * <p><b>Threads.</b> As {@link Engine} says. The compiler serves one at a time: whoever uses JShell holds
 * {@code compiler}, which a running snippet gives back.
 */
public final class JShellEngine implements Engine {

    private static final String VM_ENDED = "its Java VM has ended, and the recording with it";

    private final CompilerLock compiler = new CompilerLock();
    private final FrontEnd frontEnd;
    private final CellEvents events;
    private final Failures failures = new Failures();
    private final Interrupts interrupts = new Interrupts();
    private final Magics magics = new Magics();
    private final Libraries libraries = new Libraries();
    private volatile UserVmOptions options;
    private volatile WaitPolicy waitPolicy = WaitPolicy.DEFAULT;
    private volatile boolean outputToLatest;
    private volatile Session session;
    private volatile boolean closed;
    private @Nullable CellRun lastRun;
    private @Nullable ThreadWait magicThreads;

    /**
     * Starts the user VM and JShell, side by side.
     *
     * @throws IOException when the user VM cannot be started
     */
    public JShellEngine(FrontEnd frontEnd, UserVmOptions options) throws IOException {
        this.frontEnd = frontEnd;
        this.events = new CellEvents(frontEnd);
        this.options = options;
        this.session = open();
    }

    /** The engine as the kernel spec describes it. */
    public static JShellEngine ofThisKernel(FrontEnd frontEnd) {
        try {
            return new JShellEngine(frontEnd, UserVmOptions.ofThisKernel());
        } catch (IOException e) {
            throw new UncheckedIOException("The Java VM for the cells could not be started", e);
        }
    }

    private Session open() throws IOException {
        UserVm vm = UserVm.start(options, events);
        return compiler.holding(() -> {
            Session opened = new Session(vm, CompilerOptions.from(options.vmOptions()), compiler);
            if (!libraries.files().isEmpty()) {
                opened.addToClassPath(libraries.files());
            }
            return opened;
        });
    }

    @Override
    public CellOutcome run(Cell cell) {
        failures.remember(cell);
        int number = events.begin(cell);
        try {
            liveSession();
            CellRun run = new CellRun(this::session, cell, number, failures, magics, new Context(cell));
            lastRun = run;
            magicThreads = null;
            interrupts.began(run, this::session);
            CellOutcome outcome = compiler.holding(run::run);
            session.allowListing();
            interrupts.ended();
            liveSession();
            return outcome;
        } catch (IOException | RuntimeException e) {
            return failures.bug(e);
        } finally {
            interrupts.ended();
        }
    }

    /** The session that runs cells now; after its user VM has ended, still the old one. */
    Session session() {
        return session;
    }

    /** The session, opened anew where its user VM has ended. */
    private Session liveSession() throws IOException {
        if (session.vm().exit() != null && !closed) {
            reopen();
        }
        return session;
    }

    private void reopen() throws IOException {
        session.close();
        frontEnd.commsEnded();
        session = open();
        tellOutputPolicy();
    }

    /** A client that stops reading at idle misses what threads write later, so the cell waits for them. */
    @Override
    public void awaitThreads(Cell cell) {
        CellRun run = lastRun;
        WaitPolicy policy = waitPolicy;
        boolean waits = policy.when() == WaitPolicy.When.ALWAYS
                || policy.when() == WaitPolicy.When.HEADLESS && !cell.stdinAllowed();
        if (!waits || run == null) {
            return;
        }
        interrupts.began(run, this::session);
        try {
            awaitMagicThreads(cell, policy.millis());
            awaitJavaThreads(cell, run, policy.millis());
        } finally {
            interrupts.ended();
        }
    }

    private void awaitMagicThreads(Cell cell, long millis) {
        ThreadWait threads = magicThreads;
        if (threads == null) {
            return;
        }
        interrupts.stopElsewhere(threads::stop);
        try {
            tellStillRunning(cell, millis, threads.await(millis));
        } finally {
            interrupts.stopElsewhere(null);
        }
    }

    private void awaitJavaThreads(Cell cell, CellRun run, long millis) {
        UserVm vm = session.vm();
        if (vm.exit() != null) {
            return;
        }
        try {
            ToHost.Reply reply = vm.ask(id -> new ToUserVm.AwaitThreads(id, run.borderNumber(), millis));
            if (reply instanceof ToHost.StillRunning still) {
                tellStillRunning(cell, millis, still.threads());
            }
        } catch (UserVmEndedException e) {
            frontEnd.stream(
                    cell.id(),
                    StreamName.STDERR,
                    "note: a thread of the cell ended its Java VM: " + e.getMessage() + "\n");
        }
    }

    private void tellStillRunning(Cell cell, long millis, List<String> threads) {
        if (!threads.isEmpty()) {
            frontEnd.stream(
                    cell.id(),
                    StreamName.STDERR,
                    "note: after " + millis / 1000.0 + " s these threads of the cell still run: "
                            + String.join(", ", threads)
                            + "; what they write later may be lost. To wait longer: %wait 60\n");
        }
    }

    @Override
    public CellOutcome evaluate(String expression) {
        return run(new Cell("", 0, expression, true, true));
    }

    @Override
    public void interrupt() {
        events.interruptInput();
        interrupts.interrupt();
    }

    @Override
    public Completion complete(String code, int cursor) {
        readyForQuestions();
        return magics.complete(code, cursor)
                .orElseGet(
                        () -> new Completer(session.shell(), compiler).complete(magics.asJava(code, cursor), cursor));
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        readyForQuestions();
        return magics.isNoJava(code, cursor)
                ? magics.inspect(code, cursor, detail)
                : new Inspector(session.shell(), compiler, libraries.sources(), this::shortValue)
                        .inspect(magics.asJava(code, cursor), cursor, detail);
    }

    /** A question may be about any name, and wants all of them. */
    private void readyForQuestions() {
        Session asked = session;
        asked.allowListing();
        compiler.holding(() -> {
            asked.importRest();
            return asked;
        });
    }

    /**
     * The value of a variable whose text can be had without running a learner's {@code toString}. Not while a cell runs:
     * the thread that could tell is busy.
     */
    private Optional<String> shortValue(String name) {
        return compiler.holding(() -> shortValueNow(name));
    }

    private Optional<String> shortValueNow(String name) {
        if (session.control().isInvoking()) {
            return Optional.empty();
        }
        return DeclaredNames.shortValue(session.shell(), name);
    }

    @Override
    public Completeness completeness(String code) {
        return new CompletenessCheck(
                        text -> compiler.holding(() -> session.analysis().analyzeCompletion(text)))
                .check(code);
    }

    @Override
    public void comm(CommMessage message) {
        tell(new ToUserVm.Comm(message));
    }

    private void tellOutputPolicy() {
        if (outputToLatest) {
            tell(new ToUserVm.OutputTo(true));
        }
    }

    /** Where the user VM has ended, there is nobody to tell. */
    private void tell(ToUserVm message) {
        try {
            session.vm().send(message);
        } catch (UserVmEndedException e) {
            System.getLogger("weft.engine").log(System.Logger.Level.DEBUG, "Not sent", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        interrupts.close();
        magics.close();
        session.close();
    }

    /** What a magic may do, bound to the cell that it runs in. */
    private final class Context implements MagicContext {
        private final Cell cell;

        Context(Cell cell) {
            this.cell = cell;
        }

        @Override
        public void print(StreamName stream, String text) {
            frontEnd.stream(cell.id(), stream, text);
        }

        @Override
        public int cellNumber() {
            return cell.number();
        }

        @Override
        public void display(MimeBundle bundle, @Nullable String displayId, boolean update) {
            frontEnd.display(cell.id(), bundle, displayId, update);
        }

        @Override
        public void clearOutput(boolean wait) {
            frontEnd.clearOutput(cell.id(), wait);
        }

        @Override
        public @Nullable String input(String prompt, boolean password)
                throws NobodyAnswersException, InterruptedException {
            try {
                String typed = frontEnd.input(cell.id(), prompt, password);
                return typed.equals(FrontEnd.END_OF_INPUT) ? null : typed;
            } catch (FrontEnd.StdinUnavailableException e) {
                throw new NobodyAnswersException(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public <T> T working(Callable<T> work, Runnable stop) throws Exception {
            interrupts.stopElsewhere(stop);
            try {
                return compiler.releasing(work);
            } finally {
                interrupts.stopElsewhere(null);
            }
        }

        @Override
        public void interrupt() {
            JShellEngine.this.interrupt();
        }

        @Override
        public void awaitAtEnd(ThreadWait threads) {
            magicThreads = threads;
        }

        @Override
        public void page(MimeBundle help) {
            frontEnd.page(cell.id(), help);
        }

        @Override
        public Optional<MimeBundle> documentation(String name) {
            return inspect(name, name.length(), 1);
        }

        @Override
        public void replaceUserVm(List<String> vmOptions) throws VmRefusedException {
            UserVmOptions before = options;
            options = options.with(vmOptions);
            try {
                reopen();
                session.vm().awaitReady();
            } catch (IOException | IllegalArgumentException e) {
                options = before;
                throw new VmRefusedException(String.valueOf(e.getMessage()));
            } catch (UserVmEndedException e) {
                String said = session.vm().console();
                options = before;
                throw new VmRefusedException(said);
            }
        }

        @Override
        public List<String> vmOptions() {
            return options.vmOptions();
        }

        @Override
        public SortedMap<Integer, String> cells() {
            return failures.cells();
        }

        @Override
        public List<Declaration> declarations() {
            return DeclaredNames.of(session.shell());
        }

        @Override
        public Duration timeRun() {
            return Duration.ofNanos(session.control().ranNanos());
        }

        @Override
        public Optional<Duration> processorTime() {
            return ProcessHandle.of(session.vm().pid())
                    .flatMap(process -> process.info().totalCpuDuration());
        }

        @Override
        public void nextInput(String code, boolean replace) {
            frontEnd.nextInput(cell.id(), code, replace);
        }

        @Override
        public void outputToLatest(boolean wanted) {
            outputToLatest = wanted;
            tell(new ToUserVm.OutputTo(wanted));
        }

        @Override
        public List<Path> classPath() {
            return libraries.files();
        }

        @Override
        public void addToClassPath(List<Path> files) {
            libraries.add(files, session);
        }

        @Override
        public void addSources(Path archive) {
            libraries.sources().add(archive);
        }

        @Override
        public void waitForThreads(WaitPolicy policy) {
            waitPolicy = policy;
        }

        @Override
        public Optional<MimeBundle> runCode(String before, String code, String after, boolean compiledFirst)
                throws MagicFailedException {
            return run().runCode(before, code, after, compiledFirst);
        }

        private CellRun run() {
            return Objects.requireNonNull(lastRun, "no cell runs");
        }

        @Override
        public void startRecording(String title, boolean interruptsStuck) throws RecordingFailedException {
            ask(id -> new ToUserVm.StartRecording(id, title, interruptsStuck));
        }

        @Override
        public String recordingSoFar() throws RecordingFailedException {
            try {
                return recorded(session.vm().ask(ToUserVm.RecordingSoFar::new));
            } catch (UserVmEndedException e) {
                throw new RecordingFailedException(VM_ENDED);
            }
        }

        @Override
        public List<String> awaitCellThreads(long millis) throws RecordingFailedException {
            ToHost.Reply reply = ask(id -> new ToUserVm.AwaitThreads(id, run().borderNumber(), millis));
            return reply instanceof ToHost.StillRunning still ? still.threads() : List.of();
        }

        @Override
        public String stopRecording() throws RecordingFailedException {
            return recorded(ask(ToUserVm.StopRecording::new));
        }

        private static String recorded(ToHost.Reply reply) throws RecordingFailedException {
            if (reply instanceof ToHost.Recorded recorded) {
                return recorded.capture();
            }
            throw new RecordingFailedException(
                    reply instanceof ToHost.Failed failed ? failed.reason() : reply.toString());
        }

        /** Asks without the compiler's lock, so that questions about code are answered meanwhile. */
        private ToHost.Reply ask(IntFunction<ToUserVm> request) throws RecordingFailedException {
            try {
                return compiler.releasing(() -> session.vm().ask(request));
            } catch (UserVmEndedException e) {
                throw new RecordingFailedException(VM_ENDED);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
