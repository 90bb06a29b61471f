package weft.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the messages of one run of the kernel.
 *
 * <p><b>Threads.</b> Any thread.
 */
public final class Session {

    /** It tells runs apart and is no secret; the set-up of secret random numbers would hold the launch up by 10 ms. */
    private final String id;

    private final AtomicLong count = new AtomicLong();

    public Session() {
        SplittableRandom random = new SplittableRandom();
        id = new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** A message to the client that sent {@code request}. */
    public Message reply(Message request, MessageType type, Object content, String metadata) {
        return message(request.identities(), type, request.header().json(), metadata, Json.text(content), List.of());
    }

    /** A message to one client. */
    public Message direct(List<byte[]> identities, MessageType type, String parentHeader, Object content) {
        return message(identities, type, parentHeader, Message.EMPTY, Json.text(content), List.of());
    }

    /** A message to all. */
    public Message broadcast(MessageType type, String parentHeader, Object content) {
        return broadcast(type, parentHeader, Message.EMPTY, content, List.of());
    }

    /** A message to all, with all its parts. */
    public Message broadcast(
            MessageType type, String parentHeader, String metadata, Object content, List<byte[]> buffers) {
        // The topic follows ipykernel's convention; clients subscribe to everything, but may filter by it.
        byte[] topic = ("kernel." + id + "." + type.wireName()).getBytes(StandardCharsets.US_ASCII);
        return message(List.of(topic), type, parentHeader, metadata, Json.text(content), buffers);
    }

    /** What a new subscriber is told: from now on it misses nothing. */
    public Message welcome(byte[] subscription) {
        var content = new IopubWelcome(new String(subscription, StandardCharsets.UTF_8));
        return message(
                List.of(subscription),
                MessageType.IOPUB_WELCOME,
                Message.EMPTY,
                Message.EMPTY,
                Json.text(content),
                List.of());
    }

    private Message message(
            List<byte[]> identities,
            MessageType type,
            String parentHeader,
            String metadata,
            String content,
            List<byte[]> buffers) {
        Header header = Header.of(type, id, id + "_" + count.incrementAndGet());
        return new Message(identities, header, parentHeader, metadata, content, buffers);
    }
}
