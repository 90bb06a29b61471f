package weft.install;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** A kernel that answers every request with an empty reply, and notes down what it was asked. */
final class FakeKernel {

    private static final Gson GSON = new Gson();

    private FakeKernel() {}

    /** Arguments: the file for the notes, the connection file. */
    public static void main(String[] args) throws IOException {
        Path notes = Path.of(args[0]);
        Connection connection = GSON.fromJson(ports(Files.readString(Path.of(args[1]))), Connection.class);
        ZMQ.Context context = ZMQ.context(1);
        try (ZMQ.Socket shell = context.socket(SocketType.ROUTER);
                ZMQ.Socket control = context.socket(SocketType.ROUTER);
                ZMQ.Socket iopub = context.socket(SocketType.PUB);
                ZMQ.Poller poller = context.poller(2)) {
            shell.bind(Connection.address(connection.shell()));
            control.bind(Connection.address(connection.control()));
            iopub.bind(Connection.address(connection.iopub()));
            poller.register(shell, ZMQ.Poller.POLLIN);
            poller.register(control, ZMQ.Poller.POLLIN);
            String asked = "";
            while (!asked.equals("shutdown_request")) {
                poller.poll();
                asked = answer(poller.pollin(0) ? shell : control);
                Files.writeString(notes, asked + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
        context.term();
    }

    private static String answer(ZMQ.Socket socket) {
        List<String> frames = new ArrayList<>();
        byte[] identity = socket.recv();
        do {
            frames.add(socket.recvStr());
        } while (socket.hasReceiveMore());
        String request = frames.get(2);
        socket.sendMore(identity);
        for (String frame : List.of("<IDS|MSG>", "", "{}", request, "{}")) {
            socket.sendMore(frame);
        }
        socket.send("{}");
        return GSON.fromJson(request, JsonObject.class).get("msg_type").getAsString();
    }

    private static String ports(String connectionFile) {
        return connectionFile.replace("_port", "").replace("hb", "heartbeat");
    }
}
