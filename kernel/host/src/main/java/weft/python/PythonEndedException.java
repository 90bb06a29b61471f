package weft.python;

/** The process of a Python ended before it had answered. */
final class PythonEndedException extends Exception {
    private static final long serialVersionUID = 1;

    private final PythonExit exit;

    PythonEndedException(PythonExit exit) {
        super(exit.words());
        this.exit = exit;
    }

    PythonExit exit() {
        return exit;
    }
}
