package weft.threads;

/** A claim that a check found not to hold. Its message is all there is to read, so it carries no stack trace. */
public final class CheckFailed extends AssertionError {

    private static final long serialVersionUID = 1L;

    CheckFailed(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
