package weft.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/**
 * What every message begins with.
 *
 * @param type as on the wire; it may be one that {@link MessageType} does not know
 * @param subshellId the subshell that is asked for; null for the main shell
 * @param json the header as it was sent or will be sent: replies carry it back whole, unknown fields included
 */
public record Header(
        String id, String session, String type, @Nullable String subshellId, String json) {

    /** The version of the messaging protocol that this kernel speaks. */
    public static final String PROTOCOL_VERSION = "5.5";

    /** A header for a message that leaves now. */
    static Header of(MessageType type, String session, String id) {
        JsonObject json = new JsonObject();
        json.addProperty("msg_id", id);
        json.addProperty("session", session);
        json.addProperty("username", "kernel");
        json.addProperty("date", now());
        json.addProperty("msg_type", type.wireName());
        json.addProperty("version", PROTOCOL_VERSION);
        return new Header(id, session, type.wireName(), null, json.toString());
    }

    /** Reads a header as it came in; only the type and the identifier are needed to answer a message. */
    static Header parse(String text) throws MalformedMessageException {
        JsonObject json = JsonParser.parseString(text).getAsJsonObject();
        String id = field(json, "msg_id");
        String type = field(json, "msg_type");
        if (id == null || type == null) {
            throw new MalformedMessageException("the header has no " + (id == null ? "\"msg_id\"" : "\"msg_type\""));
        }
        String session = field(json, "session");
        return new Header(id, session == null ? "" : session, type, field(json, "subshell_id"), text);
    }

    /** The present moment as the protocol writes it: ISO 8601, to the microsecond, in UTC. */
    public static String now() {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        // Written by hand: a formatter costs its set-up at start, and ISO_INSTANT drops trailing zeros.
        StringBuilder text = new StringBuilder(27);
        text.append(now.getYear());
        two(text.append('-'), now.getMonthValue());
        two(text.append('-'), now.getDayOfMonth());
        two(text.append('T'), now.getHour());
        two(text.append(':'), now.getMinute());
        two(text.append(':'), now.getSecond());
        String micros = Integer.toString(now.get(ChronoField.MICRO_OF_SECOND));
        return text.append('.')
                .append("000000", 0, 6 - micros.length())
                .append(micros)
                .append('Z')
                .toString();
    }

    private static void two(StringBuilder text, int number) {
        if (number < 10) {
            text.append('0');
        }
        text.append(number);
    }

    static @Nullable String field(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
    }
}
