package weft.python;

import java.util.List;

/** Python code failed by its own fault, was stopped, or took its Python with it. */
public final class PythonFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String ename;
    private final String evalue;
    private final List<String> traceback;

    /** In the words of Jupyter's protocol. */
    PythonFailedException(String ename, String evalue, List<String> traceback) {
        super(ename + ": " + evalue);
        this.ename = ename;
        this.evalue = evalue;
        this.traceback = List.copyOf(traceback);
    }

    /** Without frames. */
    static PythonFailedException plain(String ename, String evalue) {
        return new PythonFailedException(ename, evalue, List.of("\033[1;38;5;196m" + ename + "\033[0m: " + evalue));
    }

    public String ename() {
        return ename;
    }

    public String evalue() {
        return evalue;
    }

    public List<String> traceback() {
        return traceback;
    }
}
