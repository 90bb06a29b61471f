package weft.transport;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import weft.protocol.Channel;
import weft.protocol.ConnectReply;
import weft.protocol.Connection;
import weft.protocol.MalformedMessageException;
import weft.protocol.Message;
import weft.protocol.MessageCodec;
import weft.protocol.Session;

/**
 * The five sockets of a kernel. What is malformed is refused here, with one line in the log.
 *
 * <p><b>Threads.</b> A ZeroMQ socket belongs to one thread. "weft-channels" owns shell, control and stdin: it waits in
 * one poll without a time limit, hands each message to the receiver, and sends what other threads have put in a queue;
 * a byte in a pipe wakes it. It never blocks elsewhere: a client that does not read loses its replies, as ROUTER
 * sockets do it. Broadcasts have a thread of their own ({@link IoPubSocket}), because they must wait for slow clients:
 * so control and shell answer while iopub is stuck. {@link #publish} does not wait either, it adds to the queue however
 * long it is; only {@link #publishOutput} waits, on the thread of whoever produces output.
 */
public final class Channels implements Connection, AutoCloseable {

    private record Outgoing(
            Channel channel, List<byte[]> frames, @Nullable Runnable drained) {}

    /** So many requests of one channel before the others and the replies have their turn. */
    private static final int AT_ONCE = 32;

    private final ZMQ.Context context = ZMQ.context(1);
    private final Map<Channel, ZMQ.Socket> routers = new EnumMap<>(Channel.class);
    private final ConnectReply ports;
    private final MessageCodec codec;
    private final Consumer<String> log;
    private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();
    private final Waker waker = new Waker();
    private final Heartbeat heartbeat;
    private final IoPubSocket iopub;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile @Nullable Thread owner;

    private Channels(ConnectionFile file, Session session, Consumer<String> log) {
        this.log = log;
        // Shell first: a client that tries in vain tries again only after some 100 ms.
        routers.put(Channel.SHELL, router(file.shell()));
        routers.put(Channel.CONTROL, router(file.control()));
        routers.put(Channel.STDIN, router(file.stdin()));
        ports = file.ports();
        codec = file.codec();
        iopub = new IoPubSocket(context, file.iopub(), codec, session, log);
        heartbeat = new Heartbeat(context, file.heartbeat(), log);
    }

    /** Listens on all five addresses. Nothing is received before {@link #start}. */
    public static Channels open(ConnectionFile file, Session session, Consumer<String> log) {
        return new Channels(file, session, log);
    }

    /** Begins to receive. The thread that does it keeps the process alive: one that cannot answer is of no use. */
    public void start(Receiver receiver) {
        heartbeat.start();
        iopub.start();
        Thread thread = new Thread(() -> own(receiver), "weft-channels");
        owner = thread;
        thread.start();
    }

    private ZMQ.Socket router(String address) {
        ZMQ.Socket socket = context.socket(SocketType.ROUTER);
        // A client that comes back under its old name, before its old connection is seen to be dead, is let in.
        socket.setRouterHandover(true);
        // Replies are one a request, so their number needs no bound of its own; the default would drop them silently.
        socket.setSndHWM(0);
        socket.setLinger(Sockets.LINGER_MILLIS);
        Sockets.bind(socket, address);
        return socket;
    }

    @Override
    public ConnectReply ports() {
        return ports;
    }

    @Override
    public void send(Channel channel, Message message) {
        enqueue(new Outgoing(channel, codec.encode(message), null));
    }

    @Override
    public void sendAfterDraining(Channel channel, Message message, Runnable drained) {
        enqueue(new Outgoing(channel, codec.encode(message), drained));
    }

    @Override
    public void publish(Message message) {
        iopub.publish(message);
    }

    @Override
    public void publishOutput(Message message) {
        iopub.publishOutput(message);
    }

    private void enqueue(Outgoing outgoing) {
        queue.add(outgoing);
        waker.wake();
    }

    /** Lets what is queued leave, for a bounded time, and closes the sockets. May be called twice. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        iopub.close();
        waker.wake();
        Thread thread = owner;
        if (thread != null) {
            Sockets.join(thread, Sockets.LINGER_MILLIS);
        }
        // Ends the heartbeat, and returns when the linger of every socket is over; a stuck one must not hold us.
        Thread end = new Thread(context::term, "weft-channels-end");
        end.setDaemon(true);
        end.start();
        Sockets.join(end, 2L * Sockets.LINGER_MILLIS);
    }

    private void own(Receiver receiver) {
        try (ZMQ.Poller poller = context.poller(routers.size() + 1)) {
            routers.values().forEach(socket -> poller.register(socket, ZMQ.Poller.POLLIN));
            poller.register(waker.channel(), ZMQ.Poller.POLLIN);
            while (!closing.get()) {
                poller.poll(-1);
                waker.reset();
                // Control first: an interrupt must overtake the cells that wait on shell.
                receive(Channel.CONTROL, receiver, AT_ONCE);
                receive(Channel.STDIN, receiver, AT_ONCE);
                receive(Channel.SHELL, receiver, AT_ONCE);
                sendQueued(receiver);
            }
            sendQueued(receiver);
        } catch (Throwable broken) {
            log.accept("channels: a socket broke, the kernel can answer no more: " + broken);
        } finally {
            routers.values().forEach(ZMQ.Socket::close);
            waker.close();
        }
    }

    private void sendQueued(Receiver receiver) {
        Outgoing outgoing;
        while ((outgoing = queue.poll()) != null) {
            if (outgoing.drained() != null) {
                receive(outgoing.channel(), receiver, Integer.MAX_VALUE);
                outgoing.drained().run();
            }
            ZMQ.Socket socket = router(outgoing.channel());
            List<byte[]> frames = outgoing.frames();
            for (int i = 0; i < frames.size(); i++) {
                socket.send(frames.get(i), i + 1 < frames.size() ? ZMQ.SNDMORE : 0);
            }
        }
    }

    private ZMQ.Socket router(Channel channel) {
        ZMQ.Socket socket = routers.get(channel);
        if (socket == null) {
            throw new AssertionError(channel);
        }
        return socket;
    }

    /** Hands on what has arrived, {@code most} messages at the most; the next poll sees what is left. */
    private void receive(Channel channel, Receiver receiver, int most) {
        for (int i = 0; i < most; i++) {
            List<byte[]> frames = nextFrames(router(channel));
            if (frames.isEmpty()) {
                return;
            }
            try {
                receiver.receive(channel, codec.decode(frames));
            } catch (MalformedMessageException malformed) {
                log.accept(channel.name().toLowerCase(Locale.ROOT) + ": message refused: " + malformed.getMessage());
            } catch (Throwable thrown) {
                // One message may fail in any way, an Error included, without taking the next ones with it.
                log.accept(channel.name().toLowerCase(Locale.ROOT) + ": message lost: " + thrown);
            }
        }
    }

    /** The frames of the next message; none if there is no message. */
    private static List<byte[]> nextFrames(ZMQ.Socket socket) {
        List<byte[]> frames = new ArrayList<>(8);
        byte[] frame = socket.recv(ZMQ.DONTWAIT);
        while (frame != null) {
            frames.add(frame);
            frame = socket.hasReceiveMore() ? socket.recv(0) : null;
        }
        return frames;
    }
}
