package weft.kernel;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import weft.protocol.CommClose;
import weft.protocol.CommMsg;
import weft.protocol.CommOpen;
import weft.protocol.Message;
import weft.protocol.MessageType;

/**
 * A line of its own between Java code and something that a client shows.
 *
 * <p><b>Threads.</b> Any thread may send. Messages come on the thread that answers questions about code.
 */
public final class Comm {

    /**
     * What a client said.
     *
     * @param buffers binary attachments
     */
    public record Received(JsonObject data, List<byte[]> buffers) {}

    private final CommRegistry registry;
    private final String id;
    private final String targetName;
    private volatile Consumer<Received> onMessage = received -> {};
    private volatile Consumer<JsonObject> onClose = data -> {};

    Comm(CommRegistry registry, String id, String targetName) {
        this.registry = registry;
        this.id = id;
        this.targetName = targetName;
    }

    public String id() {
        return id;
    }

    public String targetName() {
        return targetName;
    }

    public void onMessage(Consumer<Received> action) {
        onMessage = action;
    }

    public void onClose(Consumer<JsonObject> action) {
        onClose = action;
    }

    public void send(JsonObject data, List<byte[]> buffers) {
        registry.publish(MessageType.COMM_MSG, new CommMsg(id, data), buffers);
    }

    /** Closes it on both sides; a comm that is closed already stays so. */
    public void close(JsonObject data) {
        if (registry.forget(this)) {
            registry.publish(MessageType.COMM_CLOSE, new CommClose(id, data), List.of());
        }
    }

    void announce(JsonObject data) {
        registry.publish(MessageType.COMM_OPEN, new CommOpen(id, targetName, data), List.of());
    }

    void receive(Message message) {
        onMessage.accept(new Received(message.content(CommMsg.class).data(), message.buffers()));
    }

    void closed(JsonObject data) {
        onClose.accept(data);
    }
}
