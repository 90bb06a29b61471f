package weft.engine;

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
import weft.magic.Declaration;
import weft.magic.MagicContext;
import weft.magic.MagicFailedException;
import weft.magic.NobodyAnswersException;
import weft.magic.RecordingFailedException;
import weft.magic.ThreadWait;
import weft.magic.VmRefusedException;
import weft.magic.WaitPolicy;
import weft.uservm.UserVmEndedException;
import weft.wire.MimeBundle;
import weft.wire.StreamName;
import weft.wire.ToHost;
import weft.wire.ToUserVm;

/** What a magic may do, bound to the cell that it runs in. */
final class CellContext implements MagicContext {

    private static final String VM_ENDED = "its Java VM has ended, and the recording with it";

    private final Cell cell;
    private final FrontEnd frontEnd;
    private final CompilerLock compiler;
    private final Interrupts interrupts;
    private final Sessions sessions;
    private final Failures failures;
    private final ThreadsAfterCell after;
    private final Questions questions;
    private @Nullable CellRun run;
    /** Whether code has run since it was asked to be recorded; a live picture asks, too. */
    private volatile boolean recording;

    CellContext(
            Cell cell,
            FrontEnd frontEnd,
            CompilerLock compiler,
            Interrupts interrupts,
            Sessions sessions,
            Failures failures,
            ThreadsAfterCell after,
            Questions questions) {
        this.cell = cell;
        this.frontEnd = frontEnd;
        this.compiler = compiler;
        this.interrupts = interrupts;
        this.sessions = sessions;
        this.failures = failures;
        this.after = after;
        this.questions = questions;
    }

    /** The run of the cell, which needs this context to begin. */
    void began(CellRun newRun) {
        run = newRun;
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
    public @Nullable String input(String prompt, boolean password) throws NobodyAnswersException, InterruptedException {
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
        interrupts.interrupt();
    }

    @Override
    public void awaitAtEnd(ThreadWait threads) {
        after.awaitAlso(threads);
    }

    @Override
    public void page(MimeBundle help) {
        frontEnd.page(cell.id(), help);
    }

    @Override
    public Optional<MimeBundle> documentation(String name) {
        return questions.inspect(name, name.length(), 1);
    }

    @Override
    public void replaceUserVm(List<String> vmOptions) throws VmRefusedException {
        sessions.replace(vmOptions);
    }

    @Override
    public List<String> vmOptions() {
        return sessions.vmOptions();
    }

    @Override
    public SortedMap<Integer, String> cells() {
        return failures.cells();
    }

    @Override
    public List<Declaration> declarations() {
        return DeclaredNames.of(sessions.current().shell());
    }

    @Override
    public Duration timeRun() {
        return Duration.ofNanos(sessions.current().control().ranNanos());
    }

    @Override
    public Optional<Duration> processorTime() {
        return ProcessHandle.of(sessions.current().vm().pid())
                .flatMap(process -> process.info().totalCpuDuration());
    }

    @Override
    public void nextInput(String code, boolean replace) {
        frontEnd.nextInput(cell.id(), code, replace);
    }

    @Override
    public void outputToLatest(boolean wanted) {
        sessions.outputToLatest(wanted);
    }

    @Override
    public List<Path> classPath() {
        return sessions.libraries().files();
    }

    @Override
    public void addToClassPath(List<Path> files) {
        sessions.libraries().add(files, sessions.current());
    }

    @Override
    public void addSources(Path archive) {
        sessions.libraries().sources().add(archive);
    }

    @Override
    public void waitForThreads(WaitPolicy policy) {
        after.use(policy);
    }

    @Override
    public Optional<MimeBundle> runCode(String before, String code, String after, boolean compiledFirst)
            throws MagicFailedException {
        return run().runCode(before, code, after, compiledFirst);
    }

    @Override
    public Optional<MimeBundle> runFile(String name, String code) throws MagicFailedException {
        return run().runFile(new NamedSource(name, code));
    }

    private CellRun run() {
        return Objects.requireNonNull(run, "the cell has not begun");
    }

    @Override
    public void recordNextRun(String title, boolean interruptsStuck) {
        recording = false;
        sessions.current().control().beforeNextRun(() -> startRecording(title, interruptsStuck));
    }

    private void startRecording(String title, boolean interruptsStuck) {
        recording = true;
        try {
            ask(id -> new ToUserVm.StartRecording(id, title, interruptsStuck));
        } catch (RecordingFailedException e) {
            // The user VM has ended: so says the run that follows, and the end of the recording.
            System.getLogger("weft.engine").log(System.Logger.Level.DEBUG, "No recording began", e);
        }
    }

    @Override
    public Optional<String> recordingSoFar() throws RecordingFailedException {
        if (!recording) {
            return Optional.empty();
        }
        try {
            return Optional.of(recorded(sessions.current().vm().ask(ToUserVm.RecordingSoFar::new)));
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
    public Optional<String> stopRecording() throws RecordingFailedException {
        sessions.current().control().beforeNextRun(() -> {});
        if (!recording) {
            return Optional.empty();
        }
        recording = false;
        return Optional.of(recorded(ask(ToUserVm.StopRecording::new)));
    }

    private static String recorded(ToHost.Reply reply) throws RecordingFailedException {
        if (reply instanceof ToHost.Recorded recorded) {
            return recorded.capture();
        }
        throw new RecordingFailedException(reply instanceof ToHost.Failed failed ? failed.reason() : reply.toString());
    }

    /** Asks without the compiler's lock, so that questions about code are answered meanwhile. */
    private ToHost.Reply ask(IntFunction<ToUserVm> request) throws RecordingFailedException {
        try {
            return compiler.releasing(() -> sessions.current().vm().ask(request));
        } catch (UserVmEndedException e) {
            throw new RecordingFailedException(VM_ENDED);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
