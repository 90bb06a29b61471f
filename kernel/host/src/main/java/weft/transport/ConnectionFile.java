package weft.transport;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.jspecify.annotations.Nullable;
import weft.protocol.ConnectReply;
import weft.protocol.MessageCodec;

/** Where to listen and how to sign, as the server wrote it down for this kernel. */
public final class ConnectionFile {

    private final KernelConnectionProperties properties;

    private ConnectionFile(KernelConnectionProperties properties) {
        this.properties = properties;
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it asks for what this kernel does not speak
     */
    public static ConnectionFile read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    static ConnectionFile parse(String json) {
        KernelConnectionProperties properties = properties(json);
        String transport = Objects.requireNonNullElse(properties.getTransport(), "tcp");
        if (!transport.equals("tcp")) {
            // JeroMQ's ipc is TCP over loopback underneath, so no other ZeroMQ could connect to it.
            throw new IllegalArgumentException("Unknown transport \"" + transport
                    + "\" in the connection file; start the kernel with --KernelManager.transport=tcp");
        }
        if (properties.getIp() == null) {
            throw new IllegalArgumentException("No \"ip\" in the connection file; let Jupyter write the file");
        }
        return new ConnectionFile(properties);
    }

    /** Field by field: the basekernel's own parser sets up a Gson of its own, which start-up would pay for. */
    private static KernelConnectionProperties properties(String text) {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            return new KernelConnectionProperties(
                    text(json, "ip"),
                    port(json, "control_port"),
                    port(json, "shell_port"),
                    port(json, "stdin_port"),
                    port(json, "hb_port"),
                    port(json, "iopub_port"),
                    text(json, "transport"),
                    text(json, "signature_scheme"),
                    text(json, "key"));
        } catch (JsonParseException
                | IllegalStateException
                | NumberFormatException
                | UnsupportedOperationException malformed) {
            throw new IllegalArgumentException(
                    "The connection file is not what Jupyter writes: \"" + malformed.getMessage()
                            + "\"; let Jupyter write it",
                    malformed);
        }
    }

    private static @Nullable String text(JsonObject json, String name) {
        return json.has(name) ? json.get(name).getAsString() : null;
    }

    private static int port(JsonObject json, String name) {
        if (!json.has(name)) {
            throw new IllegalStateException("no " + name);
        }
        return json.get(name).getAsInt();
    }

    /** A codec for this connection. */
    public MessageCodec codec() {
        String scheme = Objects.requireNonNullElse(properties.getSignatureScheme(), "hmac-sha256");
        return MessageCodec.of(scheme, Objects.requireNonNullElse(properties.getKey(), ""));
    }

    ConnectReply ports() {
        return new ConnectReply(
                "ok",
                properties.getShellPort(),
                properties.getIopubPort(),
                properties.getStdinPort(),
                properties.getControlPort(),
                properties.getHbPort());
    }

    String shell() {
        return address(properties.getShellPort());
    }

    String control() {
        return address(properties.getControlPort());
    }

    String stdin() {
        return address(properties.getStdinPort());
    }

    String iopub() {
        return address(properties.getIopubPort());
    }

    String heartbeat() {
        return address(properties.getHbPort());
    }

    private String address(int port) {
        String ip = properties.getIp();
        return "tcp://" + (ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip) + ":" + port;
    }
}
