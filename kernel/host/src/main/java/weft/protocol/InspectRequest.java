package weft.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks what stands at the cursor.
 *
 * @param cursorPos in code points
 * @param detailLevel 0, or 1 for all there is
 */
public record InspectRequest(String code, @Nullable Integer cursorPos, int detailLevel) {

    public InspectRequest {
        code = code == null ? "" : code;
    }

    /** The cursor as an index into the code; its end, where the client did not say. */
    public int cursor() {
        return cursorPos == null ? code.length() : CodePoints.toIndex(code, cursorPos);
    }
}
