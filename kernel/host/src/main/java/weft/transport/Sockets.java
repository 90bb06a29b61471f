package weft.transport;

import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** What all sockets of the kernel have in common. */
final class Sockets {

    /** How long a closed socket may still send: the reply to a shutdown must leave, a dead client must not hold us. */
    static final int LINGER_MILLIS = 1_000;

    private Sockets() {}

    static void bind(ZMQ.Socket socket, String address) {
        try {
            socket.bind(address);
        } catch (ZMQException taken) {
            throw new IllegalStateException(
                    "Cannot listen on \"" + address + "\": " + taken.getMessage() + "; restart the kernel", taken);
        }
    }

    static void join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
