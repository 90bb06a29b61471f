package weft.kernel;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import weft.protocol.CommClose;
import weft.protocol.CommInfoReply;
import weft.protocol.CommInfoRequest;
import weft.protocol.CommMsg;
import weft.protocol.CommOpen;
import weft.protocol.Connection;
import weft.protocol.Message;
import weft.protocol.MessageType;
import weft.protocol.Session;

/**
 * The open comms and the targets they can be opened to.
 *
 * <p><b>Threads.</b> Any thread; messages of clients are handled on one.
 */
public final class CommRegistry {

    private final Connection connection;
    private final Session session;
    private final Consumer<String> log;
    private final Map<String, CommTarget> targets = new ConcurrentHashMap<>();
    private final Map<String, Comm> open = new ConcurrentHashMap<>();
    /** The message being handled: what is sent meanwhile is its child. Others send without a parent. */
    private final ThreadLocal<@Nullable String> parent = new ThreadLocal<>();

    CommRegistry(Connection connection, Session session, Consumer<String> log) {
        this.connection = connection;
        this.session = session;
        this.log = log;
    }

    /** Lets clients open comms to this name; a target that had it before is replaced. */
    public void register(String targetName, CommTarget target) {
        targets.put(targetName, target);
    }

    /** Opens a comm to a target that the clients know. */
    public Comm open(String targetName, JsonObject data) {
        Comm comm = new Comm(this, UUID.randomUUID().toString(), targetName);
        open.put(comm.id(), comm);
        comm.announce(data);
        return comm;
    }

    @Nullable Object opened(Message message) {
        CommOpen content = message.content(CommOpen.class);
        CommTarget target = targets.get(content.targetName());
        inside(message, () -> {
            if (target == null) {
                // "If the target_name key is not found on the receiving side, then it should immediately reply with a
                // comm_close message": messaging spec, section "Opening a Comm".
                log.accept("comm_open: no target \"" + content.targetName() + "\"; closed again");
                refuse(content);
                return;
            }
            Comm comm = new Comm(this, content.commId(), content.targetName());
            open.put(comm.id(), comm);
            try {
                target.opened(comm, content.data());
            } catch (RuntimeException failed) {
                log.accept("comm_open: target \"" + content.targetName() + "\" failed: " + failed);
                comm.close(new JsonObject());
            }
        });
        return null;
    }

    @Nullable Object received(Message message) {
        Comm comm = open.get(message.content(CommMsg.class).commId());
        if (comm == null) {
            log.accept("comm_msg: no open comm has this identifier");
            return null;
        }
        inside(message, () -> comm.receive(message));
        return null;
    }

    @Nullable Object closed(Message message) {
        CommClose content = message.content(CommClose.class);
        Comm comm = open.remove(content.commId());
        if (comm != null) {
            inside(message, () -> comm.closed(content.data()));
        }
        return null;
    }

    CommInfoReply info(Message message) {
        String wanted = message.content(CommInfoRequest.class).targetName();
        Map<String, CommInfoReply.Target> comms = new TreeMap<>();
        for (Comm comm : open.values()) {
            if (wanted == null || wanted.isEmpty() || wanted.equals(comm.targetName())) {
                comms.put(comm.id(), new CommInfoReply.Target(comm.targetName()));
            }
        }
        return new CommInfoReply("ok", comms);
    }

    boolean forget(Comm comm) {
        return open.remove(comm.id(), comm);
    }

    void publish(MessageType type, Object content, List<byte[]> buffers) {
        String header = parent.get();
        connection.publishOutput(
                session.broadcast(type, header == null ? Message.EMPTY : header, Message.EMPTY, content, buffers));
    }

    private void refuse(CommOpen content) {
        publish(MessageType.COMM_CLOSE, new CommClose(content.commId(), new JsonObject()), List.of());
    }

    private void inside(Message message, Runnable action) {
        parent.set(message.header().json());
        try {
            action.run();
        } finally {
            parent.remove();
        }
    }
}
