package weft.kernel;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import weft.protocol.ExecuteInput;
import weft.protocol.ExecuteReply;
import weft.protocol.ExecuteRequest;
import weft.protocol.ExecuteResult;
import weft.protocol.Json;
import weft.protocol.MalformedMessageException;
import weft.protocol.Message;
import weft.protocol.MessageCodec;
import weft.protocol.MessageType;
import weft.protocol.Session;
import weft.protocol.Status;

/**
 * Reads and writes the messages of a cell once, for nobody. The first message of each kind costs the set-up of JSON for
 * it, some 20 ms together, which the first cell would wait for.
 */
final class MessageWarmUp {

    private MessageWarmUp() {}

    static void run() {
        Json.text(KernelInfo.reply());
        MessageCodec codec = MessageCodec.of("hmac-sha256", "of nobody");
        Session session = new Session();
        ExecuteRequest cell = new ExecuteRequest("", false, true, Map.of(), true, true);
        Message sent = session.direct(List.of(), MessageType.EXECUTE_REQUEST, Message.EMPTY, cell);
        try {
            Message request = codec.decode(codec.encode(sent));
            request.content(ExecuteRequest.class);
            String parent = request.header().json();
            codec.encode(session.broadcast(MessageType.STATUS, parent, Status.BUSY));
            codec.encode(session.broadcast(MessageType.EXECUTE_INPUT, parent, new ExecuteInput("", 1)));
            ExecuteResult value = new ExecuteResult(1, new JsonObject(), new JsonObject());
            codec.encode(session.broadcast(MessageType.EXECUTE_RESULT, parent, value));
            ExecuteReply reply = ExecuteReply.ok(1, List.of(), Map.of());
            codec.encode(session.reply(request, MessageType.EXECUTE_REPLY, reply, Message.EMPTY));
        } catch (MalformedMessageException impossible) {
            throw new AssertionError("What the codec wrote it cannot read", impossible);
        }
    }
}
