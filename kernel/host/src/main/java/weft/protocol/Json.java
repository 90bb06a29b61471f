package weft.protocol;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;

/** Records of the protocol to JSON and back: {@code cursorPos} in Java is {@code cursor_pos} on the wire. */
public final class Json {

    private static final FieldNamingPolicy NAMING = FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES;

    private static final Gson GSON =
            new GsonBuilder().setFieldNamingPolicy(NAMING).disableHtmlEscaping().create();

    private Json() {}

    public static String text(Object value) {
        return GSON.toJson(value);
    }

    public static JsonElement tree(Object value) {
        return GSON.toJsonTree(value);
    }

    /**
     * Reads a record. Fields that it does not know are passed over; those that are missing are null, 0 or false, and
     * the record's constructor puts the specification's default in their place.
     *
     * @throws MalformedFieldException for a field that is no such value
     */
    public static <T> T parse(String json, Class<T> type) {
        T value;
        try {
            value = GSON.fromJson(json, type);
        } catch (JsonParseException malformed) {
            throw malformedField(json, type)
                    .<RuntimeException>map(field -> field)
                    .orElse(malformed);
        }
        if (value == null) {
            throw new JsonParseException("Nothing where a " + type.getSimpleName() + " was expected");
        }
        return value;
    }

    /** Gson says in Java's words what was wrong; a client's author wants to know the field. */
    private static Optional<MalformedFieldException> malformedField(String json, Class<?> type) {
        JsonObject fields = GSON.fromJson(json, JsonObject.class);
        for (Field field : type.getDeclaredFields()) {
            String name = NAMING.translateName(field);
            JsonElement value = fields.get(name);
            if (value != null && !fits(value, field.getGenericType())) {
                return Optional.of(new MalformedFieldException(type, name, value, expected(field.getType())));
            }
        }
        return Optional.empty();
    }

    private static boolean fits(JsonElement value, Type type) {
        try {
            // Read as text, as it was the first time: a number of a tree is cut to its type without a word.
            return value.isJsonNull() || GSON.fromJson(value.toString(), type) != null;
        } catch (JsonParseException malformed) {
            return false;
        }
    }

    private static String expected(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return "a whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a string";
        }
        return type == Map.class ? "an object whose values are strings" : "an object";
    }

    /** Whether the text is one JSON object and nothing else. Builds nothing, so that a large message costs one pass. */
    static boolean isObject(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                return false;
            }
            reader.skipValue();
            return reader.peek() == JsonToken.END_DOCUMENT;
        } catch (IOException | JsonParseException | IllegalStateException malformed) {
            return false;
        }
    }
}
