package weft.uservm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import weft.wire.ToHost;
import weft.wire.ToUserVm;

/**
 * The child VM in which a notebook's cells run. It outlives failed cells, and is replaced when it ends.
 *
 * <p><b>Threads.</b> Every method may be called from any thread. Replies and events are read by one thread,
 * {@code weft-uservm-reader}, which calls {@link UserVmEvents} in the order in which the user VM wrote.
 */
public final class UserVm implements AutoCloseable {

    private static final long EXIT_WAIT_SECONDS = 5;
    private static final int MAX_LINES_KEPT = 10;
    private static final long SWEEP_AFTER_SECONDS = 5;

    private final Process process;
    private final UserVmConnection connection = new UserVmConnection();
    private final DebugConnection debugger;
    private final Path folder;
    private final UserVmEvents events;
    private final UserVmOptions options;
    private final CompletableFuture<Void> consoleRead = new CompletableFuture<>();
    private final List<String> said = new ArrayList<>();
    private volatile String killedByUs = "";

    private UserVm(Process process, DebugConnection debugger, Path folder, UserVmEvents events, UserVmOptions options) {
        this.process = process;
        this.options = options;
        this.debugger = debugger;
        this.folder = folder;
        this.events = events;
    }

    /** Starts a user VM and returns at once; requests wait until it is up. */
    @SuppressWarnings("FutureReturnValueIgnored") // how the process ended is asked of exit()
    public static UserVm start(UserVmOptions options, UserVmEvents events) throws IOException {
        PrivateFolder folder = PrivateFolder.create();
        DebugConnection debugger = DebugConnection.listen();
        ServerSocketChannel server = folder.listen();
        Process process = new ProcessBuilder(options.command(folder.path(), folder.socket(), debugger.port()))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        UserVm vm = new UserVm(process, debugger, folder.path(), events, options);
        vm.startThread("weft-uservm-reader", () -> vm.talk(server));
        vm.startThread("weft-uservm-writer", vm.connection::write);
        vm.startThread("weft-uservm-console", vm::readConsole);
        debugger.accept();
        process.onExit().thenRun(() -> vm.processEnded(server));
        // Later, so that the first cell is not held up.
        CompletableFuture.delayedExecutor(SWEEP_AFTER_SECONDS, TimeUnit.SECONDS)
                .execute(() -> AbandonedFolders.delete(folder.path()));
        return vm;
    }

    private void startThread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void talk(ServerSocketChannel server) {
        try {
            connection.read(server, this::receive);
        } catch (RuntimeException | Error e) {
            System.getLogger("weft.uservm").log(System.Logger.Level.ERROR, "The user VM is not understood", e);
            kill("The kernel could not read what the Java VM that runs the cells had sent, and ended that VM (" + e
                    + ").");
        }
        ended();
    }

    private void receive(ToHost message) {
        if (message instanceof ToHost.Output output) {
            events.output(output);
        } else if (message instanceof ToHost.Display display) {
            events.display(display);
        } else if (message instanceof ToHost.ClearOutput clear) {
            events.clearOutput(clear);
        } else if (message instanceof ToHost.Comm comm) {
            events.comm(comm);
        } else if (message instanceof ToHost.Input input) {
            events.input(this, input);
        } else if (message instanceof ToHost.FindReferrers find) {
            // Not on this thread: the answer takes a while, and the cell's output goes on meanwhile.
            startThread("weft-referrers", () -> findReferrers(find));
        }
    }

    private void findReferrers(ToHost.FindReferrers find) {
        ToUserVm.Referrers answer;
        try {
            answer = new ToUserVm.Referrers(find.id(), debugger.referrers(), "");
        } catch (IOException | RuntimeException e) {
            answer = new ToUserVm.Referrers(find.id(), List.of(), "The heap could not be searched: " + e);
        }
        try {
            send(answer);
        } catch (UserVmEndedException e) {
            System.getLogger("weft.uservm").log(System.Logger.Level.DEBUG, "An answer came too late", e);
        }
    }

    /** What the VM itself prints, such as a warning about an option, belongs in the kernel's log. */
    private void readConsole() {
        try (var console = process.inputReader()) {
            console.lines().forEach(this::log);
        } catch (IOException | UncheckedIOException e) {
            // The pipe breaks when the process ends.
            return;
        } finally {
            consoleRead.complete(null);
        }
    }

    private void log(String line) {
        System.err.println("[user VM] " + line);
        synchronized (said) {
            if (said.size() < MAX_LINES_KEPT) {
                said.add(line);
            }
        }
    }

    /** What the VM itself has printed, such as why it does not start. */
    public String console() {
        synchronized (said) {
            return String.join("\n", said);
        }
    }

    /** Blocks until requests are answered. */
    public void awaitReady() throws UserVmEndedException {
        connection.awaitReady();
    }

    private void processEnded(ServerSocketChannel server) {
        try {
            server.close();
        } catch (IOException e) {
            System.getLogger("weft.uservm").log(System.Logger.Level.DEBUG, "Closing the socket", e);
        }
        if (!connection.ready().isDone()) {
            ended();
        }
    }

    /** Runs after the last frame was read, or when the process ended before it had connected. */
    private void ended() {
        int code = exitCode();
        String refusal = connection.ready().isDone() ? "" : refusal();
        UserVmExit how = new UserVmExit(code, killedByUs, CrashReport.firstWords(folder), refusal);
        PrivateFolder.delete(folder);
        debugger.close();
        connection.ended(how);
    }

    /** Told when the process is gone, so that its last words can be awaited. */
    private String refusal() {
        consoleRead.completeOnTimeout(null, EXIT_WAIT_SECONDS, TimeUnit.SECONDS).join();
        return options.refused(console());
    }

    private int exitCode() {
        try {
            if (!process.waitFor(EXIT_WAIT_SECONDS, TimeUnit.SECONDS)) {
                if (killedByUs.isEmpty()) {
                    killedByUs = "The Java VM that runs the cells had lost its connection to the kernel and was ended.";
                }
                process.destroyForcibly();
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /**
     * Sends a request and blocks until its reply is there.
     *
     * @param request makes the request with the id that it is given
     * @throws UserVmEndedException when the user VM ends before the reply
     */
    public ToHost.Reply ask(IntFunction<ToUserVm> request) throws UserVmEndedException {
        return connection.ask(request);
    }

    /** Sends a message that has no reply, and returns at once. */
    public void send(ToUserVm message) throws UserVmEndedException {
        connection.send(message);
    }

    /**
     * Throws the stop signal in the main thread, wherever it is; for code that passes no guard.
     *
     * @param wanted whether the code still runs; asked while the main thread is held
     */
    public void stopMainThread(BooleanSupplier wanted) throws UserVmEndedException {
        if (debugger.stopMainThread(wanted)) {
            send(new ToUserVm.CloseBlockedSocket());
        }
    }

    /** How it ended; null while it lives. */
    public @Nullable UserVmExit exit() {
        return connection.exit().getNow(null);
    }

    /** What the cells' classes are compiled against and run with. */
    public Path classPath() {
        return options.runtimeJar();
    }

    public long pid() {
        return process.pid();
    }

    /** Ends the process at once; everything that waits for it fails with {@code reason}. */
    public void kill(String reason) {
        killedByUs = reason;
        // Asked before: the programs that cells started lose their parent with the user VM.
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroy);
    }

    /** Ends the process and waits until it is gone. May be called twice. */
    @Override
    public void close() {
        kill("The kernel was shut down.");
        exitCode();
        PrivateFolder.delete(folder);
    }
}
