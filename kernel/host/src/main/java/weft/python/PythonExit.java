package weft.python;

import java.util.Map;

/**
 * How the process of a Python ended.
 *
 * @param code its exit status; above 128 it is 128 plus the signal
 * @param killedByUs why the kernel itself ended it; empty if it did not
 */
record PythonExit(int code, String killedByUs) {

    private static final int SIGNAL = 128;
    private static final int SIGKILL = SIGNAL + 9;
    private static final Map<Integer, String> CRASHES = Map.of(
            SIGNAL + 4, "an illegal instruction",
            SIGNAL + 6, "an abort",
            SIGNAL + 7, "a bus error",
            SIGNAL + 8, "a floating-point exception",
            SIGNAL + 11, "a segmentation fault");

    /** What happened, in one sentence. */
    String words() {
        if (!killedByUs.isEmpty()) {
            return killedByUs;
        }
        String crash = CRASHES.get(code);
        if (crash != null) {
            return "Python crashed in native code by " + crash + " (exit status " + code + ").";
        }
        if (code == SIGKILL) {
            return "Python was killed from outside (exit status 137), often because the machine was out of memory.";
        }
        return "Python ended with exit status " + code + ", as os._exit(" + code + ") does.";
    }
}
