package weft.python;

/** There is no Python that could run the cell. The message says where it was looked for, and what to install. */
public final class PythonMissingException extends Exception {
    private static final long serialVersionUID = 1;

    PythonMissingException(String message) {
        super(message);
    }
}
