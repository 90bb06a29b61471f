package weft.protocol;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a cell ended; which fields there are depends on the status. */
public record ExecuteReply(
        String status,
        int executionCount,
        @Nullable String ename,
        @Nullable String evalue,
        @Nullable List<String> traceback,
        @Nullable List<JsonObject> payload,
        @Nullable Map<String, JsonObject> userExpressions) {

    public static ExecuteReply ok(int count, List<JsonObject> payload, Map<String, JsonObject> userExpressions) {
        return new ExecuteReply("ok", count, null, null, null, payload, userExpressions);
    }

    public static ExecuteReply error(int count, ErrorContent error, List<JsonObject> payload) {
        return new ExecuteReply("error", count, error.ename(), error.evalue(), error.traceback(), payload, Map.of());
    }

    /** The reply to a cell that was not run, because one before it failed. */
    public static ExecuteReply aborted(int count) {
        return new ExecuteReply("aborted", count, null, null, null, null, null);
    }
}
