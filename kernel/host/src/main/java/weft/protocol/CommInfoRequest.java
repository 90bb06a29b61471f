package weft.protocol;

import org.jspecify.annotations.Nullable;

/** Asks for the open comms, of one target or of all. */
public record CommInfoRequest(@Nullable String targetName) {}
