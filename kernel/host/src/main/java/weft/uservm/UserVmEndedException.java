package weft.uservm;

/** The user VM ended, and what it was asked to do with it. The message says how, in words for a student. */
public final class UserVmEndedException extends Exception {
    private static final long serialVersionUID = 1;

    private final UserVmExit exit;

    public UserVmEndedException(UserVmExit exit) {
        super(exit.words());
        this.exit = exit;
    }

    public UserVmExit exit() {
        return exit;
    }
}
