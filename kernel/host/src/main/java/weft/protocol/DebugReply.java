package weft.protocol;

/**
 * A response of the Debug Adapter Protocol.
 *
 * @param seq number of this message; only its client's numbers matter here
 * @param type always {@code response}
 * @param requestSeq number of the request
 * @param message why it failed
 * @see <a href="https://microsoft.github.io/debug-adapter-protocol/specification">its specification</a>
 */
public record DebugReply(int seq, String type, int requestSeq, boolean success, String command, String message) {

    /** To a client that has not read in {@code kernel_info} that there is no debugger. */
    public static DebugReply refused(DebugRequest request) {
        return new DebugReply(0, "response", request.seq(), false, request.command(), "This kernel has no debugger.");
    }
}
