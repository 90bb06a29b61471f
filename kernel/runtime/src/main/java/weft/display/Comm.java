package weft.display;

import java.util.List;
import java.util.function.Consumer;
import weft.wire.CommMessage.Kind;

/** One open comm; see {@link Comms}. */
public final class Comm implements AutoCloseable {

    /**
     * What a client said.
     *
     * @param data the text of a JSON object
     * @param buffers binary attachments
     */
    public record Message(String data, List<byte[]> buffers) {}

    private final String id;
    private final String target;
    private final int cell;
    private volatile Consumer<Message> onMessage = message -> {};
    private volatile Consumer<String> onClose = data -> {};

    Comm(String id, String target, int cell) {
        this.id = id;
        this.target = target;
        this.cell = cell;
    }

    public String id() {
        return id;
    }

    public String target() {
        return target;
    }

    int cell() {
        return cell;
    }

    /** What to do with messages of clients, in place of what was set before. */
    public void onMessage(Consumer<Message> action) {
        onMessage = action;
    }

    /** What to do when a client closes the comm. */
    public void onClose(Consumer<String> action) {
        onClose = action;
    }

    /**
     * Sends to all clients.
     *
     * @param data the text of a JSON object
     */
    public void send(String data, byte[]... buffers) {
        Comms.say(Kind.MESSAGE, id, "", data, buffers);
    }

    /** Closes it on both sides; a comm that is closed already stays so. */
    @Override
    public void close() {
        if (Comms.forget(this)) {
            Comms.say(Kind.CLOSE, id, "", "{}");
        }
    }

    void received(Message message) {
        onMessage.accept(message);
    }

    void closed(String data) {
        onClose.accept(data);
    }
}
