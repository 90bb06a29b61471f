package weft.protocol;

import com.google.gson.JsonObject;

/** The value of a cell. */
public record ExecuteResult(int executionCount, JsonObject data, JsonObject metadata) {}
