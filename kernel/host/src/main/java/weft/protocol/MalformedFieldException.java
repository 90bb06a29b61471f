package weft.protocol;

import com.google.gson.JsonElement;
import java.util.Locale;

/** A field of a message's content is not what the specification wants; its message tells which, and what is expected. */
public final class MalformedFieldException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A long value, such as a cell put into the wrong field, is told by its beginning. */
    private static final int MOST_SHOWN = 60;

    /**
     * A field and what stands there.
     *
     * @param content the record that was to be read, such as {@link CompleteRequest}
     * @param expected the kind of value, with an example where that helps
     */
    public MalformedFieldException(Class<?> content, String field, JsonElement value, String expected) {
        super("the field \"" + field + "\" of " + wireName(content) + " is " + shown(value) + "; expected " + expected);
    }

    private static String shown(JsonElement value) {
        String json = value.toString();
        return json.length() <= MOST_SHOWN ? json : json.substring(0, MOST_SHOWN) + "…";
    }

    /** {@code complete_request} for {@code CompleteRequest}. */
    private static String wireName(Class<?> content) {
        return content.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
