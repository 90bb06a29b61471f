package weft.engine;

import java.util.List;
import weft.wire.MimeBundle;

/** How a cell, or an expression, ended. */
public sealed interface CellOutcome {

    /** It ended well, and its last expression has a value to show. */
    record Value(MimeBundle bundle) implements CellOutcome {}

    /** It ended well, with nothing to show. */
    record Done() implements CellOutcome {}

    /**
     * It failed, in the words of the protocol.
     *
     * @param traceback lines with ANSI colours, ready to show
     */
    record Failure(String ename, String evalue, List<String> traceback) implements CellOutcome {
        public Failure {
            traceback = List.copyOf(traceback);
        }
    }
}
