package weft.install;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * The front end of a training run: it asks one thing at a time and waits for the reply and for idle.
 *
 * <p><b>Threads.</b> One thread owns it. The kernel's end is told by the thread that sees it, through a socket of its
 * own, so that no wait outlives the kernel.
 */
final class TrainingClient implements AutoCloseable {

    private static final String DELIMITER = "<IDS|MSG>";
    private static final String KERNEL_ENDED = "inproc://kernel-ended";
    private static final Gson GSON = new Gson();

    private final ZMQ.Context context = ZMQ.context(1);
    private final String session = UUID.randomUUID().toString();
    private final List<ZMQ.Socket> sockets = new ArrayList<>();
    private final String key;
    private final Duration patience;
    private final ZMQ.Socket ended;
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final ZMQ.Socket iopub;

    private TrainingClient(Connection connection, Duration patience) {
        this.key = connection.key();
        this.patience = patience;
        ended = open(SocketType.PULL);
        ended.bind(KERNEL_ENDED);
        shell = open(SocketType.DEALER);
        shell.connect(Connection.address(connection.shell()));
        control = open(SocketType.DEALER);
        control.connect(Connection.address(connection.control()));
        iopub = open(SocketType.SUB);
        iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
        iopub.connect(Connection.address(connection.iopub()));
    }

    static TrainingClient connect(Connection connection, CompletableFuture<Process> end, Duration patience) {
        TrainingClient client = new TrainingClient(connection, patience);
        ZMQ.Socket messenger = client.open(SocketType.PUSH);
        messenger.connect(KERNEL_ENDED);
        var unused = end.thenAccept(process -> messenger.send("ended with " + process.exitValue()));
        return client;
    }

    void execute(String code) throws TrainingException {
        JsonObject content = code(code);
        content.addProperty("silent", false);
        content.addProperty("store_history", false);
        content.add("user_expressions", new JsonObject());
        content.addProperty("allow_stdin", false);
        // The cells that fail are part of the training.
        content.addProperty("stop_on_error", false);
        request("execute_request", content.toString());
    }

    void complete(String code) throws TrainingException {
        request("complete_request", atEnd(code).toString());
    }

    void inspect(String code) throws TrainingException {
        JsonObject content = atEnd(code);
        content.addProperty("detail_level", 0);
        request("inspect_request", content.toString());
    }

    void isComplete(String code) throws TrainingException {
        request("is_complete_request", code(code).toString());
    }

    /** Sends on the shell channel, and waits until the reply is there. */
    void request(String type, String content) throws TrainingException {
        awaitReply(shell, send(shell, type, content), type);
    }

    void shutDown() throws TrainingException {
        awaitReply(control, send(control, "shutdown_request", "{\"restart\":false}"), "shutdown_request");
    }

    @Override
    public void close() {
        for (ZMQ.Socket socket : sockets) {
            socket.setLinger(0);
            socket.close();
        }
        context.term();
    }

    private ZMQ.Socket open(SocketType type) {
        ZMQ.Socket socket = context.socket(type);
        sockets.add(socket);
        return socket;
    }

    private static JsonObject code(String code) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        return content;
    }

    private static JsonObject atEnd(String code) {
        JsonObject content = code(code);
        content.addProperty("cursor_pos", code.codePointCount(0, code.length()));
        return content;
    }

    private String send(ZMQ.Socket socket, String type, String content) {
        String id = UUID.randomUUID().toString();
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", id);
        header.addProperty("session", session);
        header.addProperty("username", "weft");
        header.addProperty("date", OffsetDateTime.now(ZoneOffset.UTC).toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", "5.5");
        List<String> parts = List.of(header.toString(), "{}", "{}", content);
        socket.sendMore(DELIMITER);
        socket.sendMore(signature(parts));
        socket.sendMore(parts.get(0));
        socket.sendMore(parts.get(1));
        socket.sendMore(parts.get(2));
        socket.send(parts.get(3));
        return id;
    }

    private String signature(List<String> parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            parts.forEach(part -> mac.update(part.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every JDK has HmacSHA256", missing);
        }
    }

    private void awaitReply(ZMQ.Socket channel, String request, String type) throws TrainingException {
        long deadline = System.nanoTime() + patience.toNanos();
        ZMQ.Poller poller = context.poller(3);
        int replies = poller.register(channel, ZMQ.Poller.POLLIN);
        int broadcasts = poller.register(iopub, ZMQ.Poller.POLLIN);
        int end = poller.register(ended, ZMQ.Poller.POLLIN);
        while (true) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0 || poller.poll(left) < 1) {
                throw new TrainingException("no reply to " + type + " within " + patience.toSeconds() + " s", null);
            }
            if (poller.pollin(broadcasts)) {
                // Read so that the kernel is never held back; nothing in it is waited for.
                receive(iopub);
            }
            if (poller.pollin(replies) && isReplyTo(request, receive(channel))) {
                return;
            }
            if (poller.pollin(end)) {
                throw new TrainingException(
                        "the kernel " + ended.recvStr() + " before " + type + " was answered", null);
            }
        }
    }

    private static List<String> receive(ZMQ.Socket socket) {
        List<String> frames = new ArrayList<>();
        do {
            frames.add(socket.recvStr());
        } while (socket.hasReceiveMore());
        return frames;
    }

    private static boolean isReplyTo(String request, List<String> frames) {
        int parent = frames.indexOf(DELIMITER) + 3;
        if (parent >= frames.size()) {
            return false;
        }
        JsonObject header = GSON.fromJson(frames.get(parent), JsonObject.class);
        return header.has("msg_id") && header.get("msg_id").getAsString().equals(request);
    }
}
