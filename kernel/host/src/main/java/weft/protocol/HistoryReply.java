package weft.protocol;

import com.google.gson.JsonArray;

/**
 * Earlier input, oldest first.
 *
 * @param history {@code [session, line, input]}, or {@code [session, line, [input, output]]}
 */
public record HistoryReply(String status, JsonArray history) {}
