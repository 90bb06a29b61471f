package weft.protocol;

import com.google.gson.JsonObject;

/** Closes a comm, from either side. */
public record CommClose(String commId, JsonObject data) {

    public CommClose {
        commId = commId == null ? "" : commId;
        data = data == null ? new JsonObject() : data;
    }
}
