package weft.kernel;

import java.util.Optional;
import java.util.function.Consumer;

/** The server that started this kernel. When it is gone, killed perhaps, nobody else will end the kernel. */
final class ParentProcess {

    private ParentProcess() {}

    /**
     * Calls {@code gone} when the parent has ended.
     *
     * @param named the value of {@code JPY_PARENT_PID}; empty where the kernel is to outlive its parent
     */
    static void watch(String named, Runnable gone, Consumer<String> log) {
        if (named.isEmpty()) {
            return;
        }
        Optional<ProcessHandle> parent;
        try {
            // On Windows the value is a handle and no number of a process.
            parent = System.getProperty("os.name", "").startsWith("Windows")
                    ? ProcessHandle.current().parent()
                    : ProcessHandle.of(Long.parseLong(named));
        } catch (NumberFormatException notANumber) {
            log.accept(
                    "JPY_PARENT_PID is \"" + named + "\", not a process number; the kernel will not watch for its end");
            return;
        }
        if (parent.isEmpty()) {
            gone.run();
            return;
        }
        // The future is held by the process handle for as long as the parent lives.
        var unused = parent.get().onExit().thenRun(gone);
    }
}
