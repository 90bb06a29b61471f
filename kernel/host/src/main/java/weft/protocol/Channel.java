package weft.protocol;

/** A channel on which requests arrive and replies leave. */
public enum Channel {
    SHELL,
    CONTROL,
    STDIN
}
