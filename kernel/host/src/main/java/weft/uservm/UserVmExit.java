package weft.uservm;

import weft.agent.UserVmMain;

/**
 * How a user VM ended.
 *
 * @param code its exit code; above 128 on Unix it is 128 plus the signal
 * @param killedByUs why the kernel itself ended it; empty if it did not
 * @param crash first words of the VM's own crash report; empty without one
 * @param refusal why it never came up, in a sentence; empty if it did
 */
public record UserVmExit(int code, String killedByUs, String crash, String refusal) {

    private static final int SIGABRT = 128 + 6;
    private static final int SIGKILL = 128 + 9;
    private static final int SIGSEGV = 128 + 11;

    /** A name as short as that of an exception. */
    public String title() {
        if (!killedByUs.isEmpty()) {
            return "UserVmReplaced";
        }
        if (code == UserVmMain.OUT_OF_MEMORY_EXIT) {
            return "OutOfMemory";
        }
        if (code == UserVmMain.AGENT_FAILED_EXIT) {
            return "KernelBug";
        }
        if (isRefusal()) {
            return "VmRefused";
        }
        return isCrash() ? "Crash" : code == SIGKILL ? "Killed" : "Exit";
    }

    /** Whether there were variables, which are gone now. */
    public boolean hadStarted() {
        return refusal.isEmpty();
    }

    /** What happened, in one sentence. */
    public String words() {
        if (!killedByUs.isEmpty()) {
            return killedByUs;
        }
        if (code == UserVmMain.OUT_OF_MEMORY_EXIT) {
            return "The Java VM that runs the cells was out of memory and ended.";
        }
        if (code == UserVmMain.AGENT_FAILED_EXIT) {
            return "The Java VM that runs the cells ended by a fault of the kernel (please report); its log says more.";
        }
        if (isRefusal()) {
            return refusal;
        }
        if (isCrash()) {
            return "The Java VM that runs the cells crashed in native code (exit code " + code + ")."
                    + (crash.isEmpty() ? "" : " " + crash);
        }
        if (code == SIGKILL) {
            return "The Java VM that runs the cells was killed from outside (exit code 137),"
                    + " often because the machine was out of memory.";
        }
        return "The Java VM that runs the cells ended with exit code " + code + ", as System.exit(" + code
                + ") or Runtime.halt does.";
    }

    /** A VM that was killed while it came up says nothing about its options. */
    private boolean isRefusal() {
        return !refusal.isEmpty() && code != SIGKILL;
    }

    private boolean isCrash() {
        return !crash.isEmpty() || code == SIGABRT || code == SIGSEGV;
    }
}
