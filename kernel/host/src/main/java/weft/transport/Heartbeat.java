package weft.transport;

import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Sends back whatever it gets, so that clients see that the process lives.
 *
 * <p><b>Threads.</b> One thread owns the socket and blocks in its read; the end of the context ends it.
 */
final class Heartbeat {

    private final ZMQ.Socket socket;
    private final Consumer<String> log;

    Heartbeat(ZMQ.Context context, String address, Consumer<String> log) {
        this.log = log;
        socket = context.socket(SocketType.REP);
        socket.setLinger(0);
        Sockets.bind(socket, address);
    }

    void start() {
        Thread owner = new Thread(this::echo, "weft-heartbeat");
        owner.setDaemon(true);
        owner.start();
    }

    private void echo() {
        try {
            while (true) {
                byte[] beat = socket.recv(0);
                if (beat != null) {
                    socket.send(beat, socket.hasReceiveMore() ? ZMQ.SNDMORE : 0);
                }
            }
        } catch (ZMQException ended) {
            if (ended.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
                log.accept("heartbeat: the socket broke: " + ended);
            }
        } finally {
            socket.close();
        }
    }
}
