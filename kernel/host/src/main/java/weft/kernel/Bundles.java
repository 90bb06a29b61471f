package weft.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import java.util.Map;
import weft.wire.MimeBundle;

/** MIME bundles as the protocol writes them: text as text, JSON types unpacked. */
final class Bundles {

    private Bundles() {}

    static JsonObject data(MimeBundle bundle) {
        JsonObject json = new JsonObject();
        for (Map.Entry<String, String> entry : bundle.data().entrySet()) {
            json.add(
                    entry.getKey(),
                    isJson(entry.getKey()) ? unpacked(entry.getValue()) : new JsonPrimitive(entry.getValue()));
        }
        return json;
    }

    static JsonObject metadata(MimeBundle bundle) {
        JsonObject json = new JsonObject();
        for (Map.Entry<String, String> entry : bundle.metadata().entrySet()) {
            json.add(entry.getKey(), unpacked(entry.getValue()));
        }
        return json;
    }

    private static boolean isJson(String mimeType) {
        return mimeType.equals("application/json") || mimeType.endsWith("+json");
    }

    /** What is not JSON in spite of its type is shown as the text that it is. */
    private static JsonElement unpacked(String source) {
        try {
            return JsonParser.parseString(source);
        } catch (JsonSyntaxException notJson) {
            return new JsonPrimitive(source);
        }
    }
}
