package weft.python;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import weft.wire.MimeBundle;

/** MIME bundles as Python sends them. */
final class Bundles {

    private Bundles() {}

    static MimeBundle of(JsonObject data) {
        Map<String, String> byType = new LinkedHashMap<>();
        data.entrySet()
                .forEach(entry -> byType.put(entry.getKey(), entry.getValue().getAsString()));
        return new MimeBundle(byType, Map.of());
    }
}
