package weft.transport;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import weft.protocol.Message;
import weft.protocol.MessageCodec;
import weft.protocol.Session;

/**
 * The socket on which every client hears what happens. Nothing is dropped for a client that reads: when its queue is
 * full the socket waits for it, the outbound queue fills, and whoever writes output waits in turn.
 *
 * <p><b>Threads.</b> One thread owns the socket, and this thread alone may be held up by a slow client; that is why
 * replies have another. It sleeps in the poll while there is nothing to send, and in the send while a client's queue
 * is full; both end by an event. A client that takes nothing for {@link #PATIENCE_MILLIS} is put aside: it loses
 * messages until it reads again, the others go on. So no writer waits for ever on a client that is stopped or gone.
 */
final class IoPubSocket implements AutoCloseable {

    /** Long enough for a server that is collecting garbage, short enough for a person who waits for a cell. */
    static final int PATIENCE_MILLIS = 5_000;

    /** Messages that wait in ZeroMQ for one client, output of 64 KB each: some megabytes, as in the queue before it. */
    private static final int HIGH_WATER_MARK = 64;

    private static final long QUEUED_BYTES = 4L << 20;

    private static final int SUBSCRIBE = 1;

    private final ZMQ.Context context;
    private final ZMQ.Socket socket;
    private final MessageCodec codec;
    private final Session session;
    private final Consumer<String> log;
    private final Outbound outbound = new Outbound(QUEUED_BYTES);
    private final Waker waker = new Waker();
    private final Thread owner = new Thread(this::own, "weft-iopub");
    private volatile boolean closing;

    IoPubSocket(ZMQ.Context context, String address, MessageCodec codec, Session session, Consumer<String> log) {
        this.context = context;
        this.codec = codec;
        this.session = session;
        this.log = log;
        socket = context.socket(SocketType.XPUB);
        // Each client is to get its welcome, not only the first that subscribes to everything.
        socket.setXpubVerbose(true);
        socket.setXpubNoDrop(true);
        socket.setSndHWM(HIGH_WATER_MARK);
        socket.setSendTimeOut(PATIENCE_MILLIS);
        socket.setLinger(Sockets.LINGER_MILLIS);
        Sockets.bind(socket, address);
        owner.setDaemon(true);
    }

    void start() {
        owner.start();
    }

    void publish(Message message) {
        outbound.add(codec.encode(message));
        waker.wake();
    }

    void publishOutput(Message message) {
        outbound.addWhenRoom(codec.encode(message));
        waker.wake();
    }

    /** Sends what is queued, then closes the socket; waits for both, but not for ever. */
    @Override
    public void close() {
        closing = true;
        outbound.close();
        waker.wake();
        Sockets.join(owner, Sockets.LINGER_MILLIS);
    }

    private void own() {
        try (ZMQ.Poller poller = context.poller(2)) {
            poller.register(socket, ZMQ.Poller.POLLIN);
            poller.register(waker.channel(), ZMQ.Poller.POLLIN);
            while (!closing) {
                poller.poll(-1);
                waker.reset();
                welcomeSubscribers();
                sendQueued();
            }
            sendQueued();
        } catch (Throwable broken) {
            log.accept("iopub: the socket broke, no more output can be shown: " + broken);
        } finally {
            outbound.close();
            socket.close();
            waker.close();
        }
    }

    private void sendQueued() {
        List<byte[]> frames;
        while ((frames = outbound.take()) != null) {
            send(frames);
            welcomeSubscribers();
        }
    }

    private void welcomeSubscribers() {
        byte @Nullable [] event;
        while ((event = socket.recv(ZMQ.DONTWAIT)) != null) {
            if (event.length == 0 || event[0] != SUBSCRIBE) {
                continue;
            }
            byte[] subscription = Arrays.copyOfRange(event, 1, event.length);
            send(codec.encode(session.welcome(subscription)));
        }
    }

    /** Sends all frames of a message, waiting for room before the first; once that is taken, the others are too. */
    private void send(List<byte[]> frames) {
        byte[] topic = frames.get(0);
        if (!socket.send(topic, ZMQ.SNDMORE)) {
            log.accept("iopub: a client took nothing for " + PATIENCE_MILLIS / 1000
                    + " s and is passed over until it reads again");
            // A failed write puts the client's pipe aside, and the socket counts it no more until it is read from.
            socket.setXpubNoDrop(false);
            socket.send(topic, ZMQ.SNDMORE);
            socket.setXpubNoDrop(true);
        }
        for (int i = 1; i < frames.size(); i++) {
            socket.send(frames.get(i), i + 1 < frames.size() ? ZMQ.SNDMORE : 0);
        }
    }
}
