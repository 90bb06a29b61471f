package weft.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for completions.
 *
 * @param cursorPos in code points
 */
public record CompleteRequest(String code, @Nullable Integer cursorPos) {

    public CompleteRequest {
        code = code == null ? "" : code;
    }

    /** The cursor as an index into the code; its end, where the client did not say. */
    public int cursor() {
        return cursorPos == null ? code.length() : CodePoints.toIndex(code, cursorPos);
    }
}
