package weft.language;

import java.util.List;

/**
 * An error of a cell, in the words of the protocol.
 *
 * @param traceback lines with ANSI colours, ready to show
 */
public record ErrorText(String ename, String evalue, List<String> traceback) {
    public ErrorText {
        traceback = List.copyOf(traceback);
    }
}
