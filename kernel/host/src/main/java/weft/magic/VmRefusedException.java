package weft.magic;

/** The Java VM did not start with the options given. The message is what it said. */
public final class VmRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public VmRefusedException(String message) {
        super(message);
    }
}
