package weft.protocol;

/** Tells every client which code is being run. */
public record ExecuteInput(String code, int executionCount) {}
