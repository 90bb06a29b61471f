package weft.protocol;

import com.google.gson.JsonObject;

/** Opens a comm, from either side. */
public record CommOpen(String commId, String targetName, JsonObject data) {

    public CommOpen {
        commId = commId == null ? "" : commId;
        targetName = targetName == null ? "" : targetName;
        data = data == null ? new JsonObject() : data;
    }
}
