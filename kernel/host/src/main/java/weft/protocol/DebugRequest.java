package weft.protocol;

/** A request of the Debug Adapter Protocol. */
public record DebugRequest(int seq, String command) {}
