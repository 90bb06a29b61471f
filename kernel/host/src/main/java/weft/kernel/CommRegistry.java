package weft.kernel;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import weft.engine.Engine;
import weft.protocol.CommClose;
import weft.protocol.CommInfoReply;
import weft.protocol.CommInfoRequest;
import weft.protocol.CommMsg;
import weft.protocol.CommOpen;
import weft.protocol.Connection;
import weft.protocol.Message;
import weft.protocol.MessageType;
import weft.protocol.Session;
import weft.wire.CommMessage;
import weft.wire.CommMessage.Kind;

/**
 * The open comms, and the targets that cells' code lets clients open comms to. What either side says is passed on to
 * the other.
 *
 * <p><b>Threads.</b> Any thread; messages of clients are handled on one.
 */
final class CommRegistry {

    private final Connection connection;
    private final Session session;
    private final CompletableFuture<Engine> engine;
    private final Consumer<String> log;
    private final Set<String> targets = ConcurrentHashMap.newKeySet();
    /** Identifier → name of the target. */
    private final Map<String, String> open = new ConcurrentHashMap<>();

    CommRegistry(Connection connection, Session session, CompletableFuture<Engine> engine, Consumer<String> log) {
        this.connection = connection;
        this.session = session;
        this.engine = engine;
        this.log = log;
    }

    @Nullable Object opened(Message message) {
        CommOpen content = message.content(CommOpen.class);
        if (!targets.contains(content.targetName())) {
            // "If the target_name key is not found on the receiving side, then it should immediately reply with a
            // comm_close message": messaging spec, section "Opening a Comm".
            log.accept("comm_open: no target \"" + content.targetName() + "\"; closed again");
            publish(message.header().json(), MessageType.COMM_CLOSE, closing(content.commId()), List.of());
            return null;
        }
        open.put(content.commId(), content.targetName());
        passOn(Kind.OPEN, content.commId(), content.targetName(), content.data(), message);
        return null;
    }

    @Nullable Object received(Message message) {
        CommMsg content = message.content(CommMsg.class);
        if (!open.containsKey(content.commId())) {
            log.accept("comm_msg: no open comm has this identifier");
            return null;
        }
        passOn(Kind.MESSAGE, content.commId(), "", content.data(), message);
        return null;
    }

    @Nullable Object closed(Message message) {
        CommClose content = message.content(CommClose.class);
        if (open.remove(content.commId()) != null) {
            passOn(Kind.CLOSE, content.commId(), "", content.data(), message);
        }
        return null;
    }

    private void passOn(Kind kind, String id, String target, JsonObject data, Message message) {
        engine.join().comm(new CommMessage(kind, id, target, data.toString(), message.buffers()));
    }

    CommInfoReply info(Message message) {
        String wanted = message.content(CommInfoRequest.class).targetName();
        Map<String, CommInfoReply.Target> comms = new TreeMap<>();
        open.forEach((id, target) -> {
            if (wanted == null || wanted.isEmpty() || wanted.equals(target)) {
                comms.put(id, new CommInfoReply.Target(target));
            }
        });
        return new CommInfoReply("ok", comms);
    }

    /**
     * Cells' code says something.
     *
     * @param parent the header of the request that its cell came from
     * @throws IllegalArgumentException where the data is no JSON object
     */
    void said(String parent, CommMessage message) {
        JsonObject data = objectOf(message.data());
        switch (message.kind()) {
            case REGISTER -> targets.add(message.target());
            case OPEN -> {
                open.put(message.id(), message.target());
                CommOpen content = new CommOpen(message.id(), message.target(), data);
                publish(parent, MessageType.COMM_OPEN, content, message.buffers());
            }
            case MESSAGE -> publish(parent, MessageType.COMM_MSG, new CommMsg(message.id(), data), message.buffers());
            case CLOSE -> {
                if (open.remove(message.id()) != null) {
                    publish(parent, MessageType.COMM_CLOSE, new CommClose(message.id(), data), List.of());
                }
            }
        }
    }

    private static JsonObject objectOf(String data) {
        try {
            return JsonParser.parseString(data).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "a comm's data must be a JSON object, for example {\"n\": 1}; \"" + data + "\" was not sent", e);
        }
    }

    /** The code that held the comms is gone. */
    void endAll() {
        targets.clear();
        for (String id : List.copyOf(open.keySet())) {
            if (open.remove(id) != null) {
                publish(Message.EMPTY, MessageType.COMM_CLOSE, closing(id), List.of());
            }
        }
    }

    private static CommClose closing(String id) {
        return new CommClose(id, new JsonObject());
    }

    private void publish(String parent, MessageType type, Object content, List<byte[]> buffers) {
        connection.publishOutput(session.broadcast(type, parent, Message.EMPTY, content, buffers));
    }
}
