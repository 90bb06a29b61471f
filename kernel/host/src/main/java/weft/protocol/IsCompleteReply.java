package weft.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Whether code can be run.
 *
 * @param status {@code complete}, {@code incomplete}, {@code invalid} or {@code unknown}
 * @param indent only for incomplete code
 */
public record IsCompleteReply(String status, @Nullable String indent) {}
