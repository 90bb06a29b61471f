package weft.install;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The contents of a connection file: where a kernel is to listen, and the key that signs its messages. */
record Connection(int shell, int iopub, int stdin, int control, int heartbeat, String key) {

    private static final String ADDRESS = "127.0.0.1";

    /** All ports are held until the last is chosen, so that none comes twice. */
    @SuppressWarnings("AddressSelection") // A number, not a name: it has one address.
    static Connection onFreePorts() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getByName(ADDRESS)));
            }
            int[] ports = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
            return new Connection(
                    ports[0],
                    ports[1],
                    ports[2],
                    ports[3],
                    ports[4],
                    UUID.randomUUID().toString());
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    String json() {
        JsonObject file = new JsonObject();
        file.addProperty("transport", "tcp");
        file.addProperty("ip", ADDRESS);
        file.addProperty("shell_port", shell);
        file.addProperty("iopub_port", iopub);
        file.addProperty("stdin_port", stdin);
        file.addProperty("control_port", control);
        file.addProperty("hb_port", heartbeat);
        file.addProperty("signature_scheme", "hmac-sha256");
        file.addProperty("key", key);
        file.addProperty("kernel_name", "weft");
        return file.toString();
    }

    static String address(int port) {
        return "tcp://" + ADDRESS + ":" + port;
    }
}
