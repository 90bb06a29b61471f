package weft.protocol;

/**
 * Asks the kernel to end.
 *
 * @param restart whether another will be started in its place
 */
public record ShutdownRequest(boolean restart) {}
