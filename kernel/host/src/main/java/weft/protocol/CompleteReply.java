package weft.protocol;

import com.google.gson.JsonObject;
import java.util.List;

/** Completions; positions are in code points. */
public record CompleteReply(String status, List<String> matches, int cursorStart, int cursorEnd, JsonObject metadata) {

    /**
     * One completion as JupyterLab draws it: its icon, and the signature beside it. Not in the specification, but sent
     * by ipykernel and read by every front end.
     */
    public record TypedMatch(int start, int end, String text, String type, String signature) {}

    public static CompleteReply of(List<TypedMatch> matches, int cursorStart, int cursorEnd) {
        JsonObject metadata = new JsonObject();
        metadata.add("_jupyter_types_experimental", Json.tree(matches));
        return new CompleteReply(
                "ok", matches.stream().map(TypedMatch::text).toList(), cursorStart, cursorEnd, metadata);
    }
}
