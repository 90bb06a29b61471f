package weft.testkit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import weft.protocol.Channel;
import weft.protocol.ConnectReply;
import weft.protocol.Connection;
import weft.protocol.Header;
import weft.protocol.Message;
import weft.protocol.MessageCodec;

/**
 * A client without a socket: requests go in, everything that the kernel says comes out, in the order of its saying.
 *
 * <p><b>Threads.</b> Any thread.
 */
public final class FakeClient implements Connection {

    /** What the kernel said; {@code channel} is "iopub", or that of the reply in lower case. */
    public record Said(String channel, String type, JsonObject parent, JsonObject metadata, JsonObject content) {
        public String parentId() {
            return parent.has("msg_id") ? parent.get("msg_id").getAsString() : "";
        }

        public String state() {
            return content.has("execution_state")
                    ? content.get("execution_state").getAsString()
                    : "";
        }
    }

    private static final int TIMEOUT_SECONDS = 20;

    private final AtomicInteger count = new AtomicInteger();
    private final MessageCodec codec = MessageCodec.of("hmac-sha256", "");
    private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
    private final List<String> log = new ArrayList<>();

    /** A request as it comes from a socket; its identifier is "request-1", "request-2" … */
    public Message request(String type, String content) {
        return request(type, content, "{}");
    }

    public Message request(String type, String content, String parentHeader) {
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", "request-" + count.incrementAndGet());
        header.addProperty("msg_type", type);
        header.addProperty("session", "client");
        header.addProperty("unknown_field", "kept");
        List<byte[]> frames = new ArrayList<>();
        for (String frame : List.of("me", "<IDS|MSG>", "", header.toString(), parentHeader, "{}", content)) {
            frames.add(frame.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return codec.decode(frames);
        } catch (weft.protocol.MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public ConnectReply ports() {
        return new ConnectReply("ok", 1, 2, 3, 4, 5);
    }

    @Override
    public void send(Channel channel, Message message) {
        hear(channel.name().toLowerCase(java.util.Locale.ROOT), message);
    }

    @Override
    public void sendAfterDraining(Channel channel, Message message, Runnable drained) {
        drained.run();
        send(channel, message);
    }

    @Override
    public void publish(Message message) {
        hear("iopub", message);
    }

    @Override
    public void publishOutput(Message message) {
        hear("iopub", message);
    }

    private void hear(String channel, Message message) {
        Header header = message.header();
        said.add(new Said(
                channel,
                header.type(),
                object(message.parentHeader()),
                object(message.metadata()),
                object(message.content())));
    }

    public synchronized void log(String line) {
        log.add(line);
    }

    public synchronized List<String> logged() {
        return List.copyOf(log);
    }

    /** All that is said up to the first thing of this kind, itself included. */
    public List<Said> until(Predicate<Said> last) {
        List<Said> heard = new ArrayList<>();
        try {
            while (true) {
                Said next = said.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    throw new AssertionError("Waited " + TIMEOUT_SECONDS + " s; heard only " + heard);
                }
                heard.add(next);
                if (last.test(next)) {
                    return heard;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** All that is said up to the idle of this request. */
    public List<Said> untilIdle(Message request) {
        return until(next -> next.state().equals("idle")
                && next.parentId().equals(request.header().id()));
    }

    private static JsonObject object(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }
}
