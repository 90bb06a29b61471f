package weft.magic;

import java.util.List;

/** What a magic was asked to run failed by its own fault, as an exception in a cell of another language does. */
public final class MagicFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String ename;
    private final String evalue;
    private final List<String> traceback;

    /**
     * In the words of the protocol.
     *
     * @param traceback lines with ANSI colours, ready to show
     */
    public MagicFailedException(String ename, String evalue, List<String> traceback) {
        super(ename + ": " + evalue);
        this.ename = ename;
        this.evalue = evalue;
        this.traceback = List.copyOf(traceback);
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
