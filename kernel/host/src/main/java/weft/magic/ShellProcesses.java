package weft.magic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The programs that cells have started by way of the system's shell, and their ends.
 *
 * <p><b>Threads.</b> Any thread.
 */
final class ShellProcesses implements AutoCloseable {

    /** Time to put things in order, for a program that is told to end. */
    private static final long KIND_MILLIS = 500;

    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /** Starts a program that reads nothing. */
    @SuppressWarnings("FutureReturnValueIgnored") // to remove it cannot fail
    Process start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        running.add(process);
        process.onExit().thenAccept(running::remove);
        process.getOutputStream().close();
        return process;
    }

    static boolean isWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    /** Tells the program and all that it started to end; those that do not are ended soon after. Returns at once. */
    void end(Process process) {
        // Held first: else the shell may start a command after its children were listed, which would outlive it.
        hold(process, "STOP");
        List<ProcessHandle> all = tree(process);
        all.forEach(ProcessHandle::destroy);
        hold(process, "CONT");
        CompletableFuture.delayedExecutor(KIND_MILLIS, TimeUnit.MILLISECONDS).execute(() -> {
            all.forEach(ProcessHandle::destroyForcibly);
            tree(process).forEach(ProcessHandle::destroyForcibly);
        });
    }

    private static List<ProcessHandle> tree(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        return all;
    }

    private static void hold(Process process, String signal) {
        if (isWindows()) {
            return;
        }
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            System.getLogger("weft.magic").log(System.Logger.Level.DEBUG, "The shell was not held", e);
        }
    }

    /** Ends all that still run; they are not asked. */
    @Override
    public void close() {
        running.forEach(process -> tree(process).forEach(ProcessHandle::destroyForcibly));
    }
}
