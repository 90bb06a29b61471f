package weft.install;

/** A command that stops because of something the user can change; its message says what, and how. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
