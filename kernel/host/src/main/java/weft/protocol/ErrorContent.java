package weft.protocol;

import java.util.List;

/** What went wrong, as front ends show it. */
public record ErrorContent(String ename, String evalue, List<String> traceback) {

    public ErrorContent {
        traceback = List.copyOf(traceback);
    }
}
