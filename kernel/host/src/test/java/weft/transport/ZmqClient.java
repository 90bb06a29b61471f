package weft.transport;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import weft.protocol.MalformedMessageException;
import weft.protocol.Message;
import weft.protocol.MessageCodec;

/**
 * A client with real sockets, at addresses that were free a moment ago.
 *
 * <p><b>Threads.</b> The test's own.
 */
final class ZmqClient implements AutoCloseable {

    static final int TIMEOUT_MILLIS = 20_000;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ZMQ.Context context = ZMQ.context(1);
    private final List<ZMQ.Socket> sockets = new ArrayList<>();
    private final ConnectionFile file;
    private final MessageCodec codec;

    ZmqClient() throws IOException {
        file = ConnectionFile.parse(freeAddresses());
        codec = file.codec();
    }

    private static String freeAddresses() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            held.add(new ServerSocket(0));
        }
        StringBuilder json = new StringBuilder("{\"transport\": \"tcp\", \"ip\": \"127.0.0.1\", \"key\": \"secret\"");
        String[] names = {"shell_port", "control_port", "stdin_port", "iopub_port", "hb_port"};
        for (int i = 0; i < 5; i++) {
            json.append(", \"")
                    .append(names[i])
                    .append("\": ")
                    .append(held.get(i).getLocalPort());
            held.get(i).close();
        }
        return json.append(", \"signature_scheme\": \"hmac-sha256\"}").toString();
    }

    ConnectionFile file() {
        return file;
    }

    ZMQ.Socket dealer(String address) {
        return connect(SocketType.DEALER, address);
    }

    ZMQ.Socket heartbeat() {
        return connect(SocketType.REQ, file.heartbeat());
    }

    /** A subscriber to everything, its welcome not yet read. */
    ZMQ.Socket subscriber(int highWaterMark) {
        ZMQ.Socket socket = socket(SocketType.SUB);
        socket.setRcvHWM(highWaterMark);
        socket.setReceiveBufferSize(64 << 10);
        socket.subscribe("");
        socket.connect(file.iopub());
        return socket;
    }

    private ZMQ.Socket connect(SocketType type, String address) {
        ZMQ.Socket socket = socket(type);
        socket.connect(address);
        return socket;
    }

    private ZMQ.Socket socket(SocketType type) {
        ZMQ.Socket socket = context.socket(type);
        socket.setLinger(0);
        // JeroMQ 0.6 forgets some new connections on the connecting side (zeromq/jeromq#1022); this timer makes it
        // connect again. The kernel only accepts, and real clients are not JeroMQ.
        socket.setHandshakeIvl(1_000);
        socket.setReceiveTimeOut(TIMEOUT_MILLIS);
        sockets.add(socket);
        return socket;
    }

    /** The frames of a request, signed, to be sent or spoiled. */
    List<byte[]> frames(String type) {
        return frames("{\"msg_id\": \"" + COUNT.incrementAndGet() + "\", \"msg_type\": \"" + type + "\"}", "{}");
    }

    List<byte[]> frames(String header, String content) {
        List<byte[]> frames = new ArrayList<>();
        for (String part : List.of(header, "{}", "{}", content)) {
            frames.add(part.getBytes(StandardCharsets.UTF_8));
        }
        return signed(frames);
    }

    private List<byte[]> signed(List<byte[]> parts) {
        String[] text = parts.stream()
                .map(part -> new String(part, StandardCharsets.UTF_8))
                .toArray(String[]::new);
        return new ArrayList<>(codec.encode(new Message(
                List.of(), new weft.protocol.Header("", "", "", null, text[0]), text[1], text[2], text[3], List.of())));
    }

    static void send(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i + 1 < frames.size() ? ZMQ.SNDMORE : 0);
        }
    }

    /** The next message; null when none came in time. */
    @Nullable Message receive(ZMQ.Socket socket) throws MalformedMessageException {
        List<byte[]> frames = new ArrayList<>();
        byte[] frame = socket.recv(0);
        if (frame == null) {
            return null;
        }
        frames.add(frame);
        while (socket.hasReceiveMore()) {
            frames.add(socket.recv(0));
        }
        // A codec of its own: two subscribers of one client hear the same message, and neither is a replay.
        return file.codec().decode(frames);
    }

    @Override
    public void close() {
        sockets.forEach(ZMQ.Socket::close);
        context.term();
    }
}
