package weft.weave;

/** A cell assigns a variable that was declared {@code final}. */
public final class FinalAssignedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String variable;
    private final int line;

    FinalAssignedException(String variable, int line) {
        super("cannot assign a value to final variable " + variable);
        this.variable = variable;
        this.line = line;
    }

    public String variable() {
        return variable;
    }

    /** Line of the cell. */
    public int line() {
        return line;
    }
}
