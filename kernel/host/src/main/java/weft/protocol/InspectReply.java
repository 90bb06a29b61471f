package weft.protocol;

import com.google.gson.JsonObject;

/** What stands at the cursor. */
public record InspectReply(String status, boolean found, JsonObject data, JsonObject metadata) {}
