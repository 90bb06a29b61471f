package weft.maven;

/** Something was not found or could not be read. The message says what, where it was looked for, and what to type. */
public final class ResolutionException extends Exception {
    private static final long serialVersionUID = 1;

    ResolutionException(String message) {
        super(message);
    }

    ResolutionException(String message, Throwable cause) {
        super(message, cause);
    }
}
