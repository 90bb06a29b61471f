package weft.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a cell to be run.
 *
 * @param storeHistory null where the client did not say; see {@link #storesHistory}
 * @param userExpressions name → expression, evaluated after a cell that ended well
 * @param stopOnError null where the client did not say; see {@link #stopsOnError}
 */
public record ExecuteRequest(
        String code,
        boolean silent,
        @Nullable Boolean storeHistory,
        Map<String, String> userExpressions,
        boolean allowStdin,
        @Nullable Boolean stopOnError) {

    public ExecuteRequest {
        code = code == null ? "" : code;
        userExpressions = userExpressions == null ? Map.of() : userExpressions;
    }

    /** "silent=True forces store_history to be False": messaging spec, section "Execute". */
    public boolean storesHistory() {
        return !silent && (storeHistory == null || storeHistory);
    }

    public boolean stopsOnError() {
        return stopOnError == null || stopOnError;
    }
}
