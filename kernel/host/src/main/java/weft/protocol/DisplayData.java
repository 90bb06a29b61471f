package weft.protocol;

import com.google.gson.JsonObject;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** Something to show; the content of {@code display_data} and {@code update_display_data}. */
public record DisplayData(
        JsonObject data,
        JsonObject metadata,
        @SerializedName("transient") Transience transience) {

    /**
     * What is not kept in the notebook.
     *
     * @param displayId the name by which a later message can replace the display; null where none will
     */
    public record Transience(@Nullable String displayId) {}

    public static DisplayData of(JsonObject data, JsonObject metadata, @Nullable String displayId) {
        return new DisplayData(data, metadata, new Transience(displayId));
    }
}
