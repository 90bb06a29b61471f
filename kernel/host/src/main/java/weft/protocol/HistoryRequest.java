package weft.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for earlier input.
 *
 * @param output whether the output is wanted too
 * @param histAccessType {@code tail}, {@code range} or {@code search}
 * @param session for a range: 0 is this run of the kernel, -1 the one before, a positive number that very one
 * @param start for a range: its first line
 * @param stop for a range: the line after its last; null for all
 * @param n for tail and search: how many, the newest; null for all
 * @param pattern for a search: a glob with {@code *} and {@code ?}
 * @param unique for a search: whether equal input is wanted once only
 */
public record HistoryRequest(
        boolean output,
        String histAccessType,
        int session,
        int start,
        @Nullable Integer stop,
        @Nullable Integer n,
        String pattern,
        boolean unique) {

    public HistoryRequest {
        histAccessType = histAccessType == null ? "tail" : histAccessType;
        pattern = pattern == null ? "*" : pattern;
    }
}
