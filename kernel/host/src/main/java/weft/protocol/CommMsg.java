package weft.protocol;

import com.google.gson.JsonObject;

/** Says something on a comm, from either side. */
public record CommMsg(String commId, JsonObject data) {

    public CommMsg {
        commId = commId == null ? "" : commId;
        data = data == null ? new JsonObject() : data;
    }
}
