package weft.uservm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import weft.wire.FrameChannel;
import weft.wire.FrameReader;
import weft.wire.FrameWriter;
import weft.wire.ToHost;
import weft.wire.ToUserVm;

/**
 * What is said between the host and one user VM: requests and their replies, and what the user VM reports unasked.
 *
 * <p><b>Threads.</b> {@link #read} and {@link #write} belong to one thread each, and only the latter writes: threads
 * that ask may be interrupted, and that would close the socket. The rest is for any thread.
 */
final class UserVmConnection {

    private final CompletableFuture<FrameChannel> channel = new CompletableFuture<>();
    private final AtomicInteger nextId = new AtomicInteger(1);
    private final Map<Integer, CompletableFuture<ToHost.Reply>> awaited = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<ByteBuffer> outgoing = new LinkedBlockingQueue<>();
    private final CompletableFuture<UserVmExit> exit = new CompletableFuture<>();

    /**
     * Waits for the user VM to connect, and reads until the connection breaks.
     *
     * @param unasked takes what is not a reply, in the order in which the user VM wrote; what it throws is logged
     * @throws RuntimeException when something was read that makes no sense: a reply may have been in it, so the
     *     connection is of no use any more
     */
    void read(ServerSocketChannel server, Consumer<ToHost> unasked) {
        try (server) {
            FrameChannel frames = new FrameChannel(server.accept());
            server.close();
            while (true) {
                ToHost message = FrameReader.toHost(frames.read());
                if (message instanceof ToHost.Ready) {
                    channel.complete(frames);
                } else if (message instanceof ToHost.Reply reply) {
                    answer(reply);
                } else {
                    handle(message, unasked);
                }
            }
        } catch (IOException e) {
            // The connection breaks when the user VM ends; its exit says how.
            return;
        }
    }

    private void answer(ToHost.Reply reply) {
        CompletableFuture<ToHost.Reply> future = awaited.remove(reply.id());
        if (future != null) {
            future.complete(reply);
        }
    }

    private static void handle(ToHost message, Consumer<ToHost> unasked) {
        try {
            unasked.accept(message);
        } catch (RuntimeException e) {
            String kind = message.getClass().getSimpleName();
            System.getLogger("weft.uservm")
                    .log(System.Logger.Level.WARNING, "A message of the user VM is lost: " + kind, e);
        }
    }

    /** Writes what is asked and sent, once the user VM has connected and until the connection breaks. */
    void write() {
        try {
            FrameChannel frames = awaitReady();
            while (true) {
                frames.write(outgoing.take());
            }
        } catch (IOException | UserVmEndedException e) {
            // The connection breaks when the user VM ends; its exit says how.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Blocks until requests are answered. */
    FrameChannel awaitReady() throws UserVmEndedException {
        return PatientWait.get(channel, UserVmEndedException.class);
    }

    /** Complete once requests are answered, or never will be. */
    CompletableFuture<FrameChannel> ready() {
        return channel;
    }

    /**
     * Sends a request and blocks until its reply is there.
     *
     * @param request makes the request with the id that it is given
     * @throws UserVmEndedException when the user VM ends before the reply
     */
    ToHost.Reply ask(IntFunction<ToUserVm> request) throws UserVmEndedException {
        int id = nextId.getAndIncrement();
        CompletableFuture<ToHost.Reply> reply = new CompletableFuture<>();
        awaited.put(id, reply);
        // After it is awaited: an end of the VM between the two is then seen by one of both.
        send(request.apply(id));
        return PatientWait.get(reply, UserVmEndedException.class);
    }

    /** Sends a message that has no reply, and returns at once. */
    void send(ToUserVm message) throws UserVmEndedException {
        UserVmExit over = exit.getNow(null);
        if (over != null) {
            throw new UserVmEndedException(over);
        }
        outgoing.add(FrameWriter.frame(message));
    }

    /** The user VM has ended: whatever waits for it fails. May be called twice; the first word counts. */
    void ended(UserVmExit how) {
        exit.complete(how);
        UserVmEndedException failure = new UserVmEndedException(how);
        channel.completeExceptionally(failure);
        awaited.values().forEach(future -> future.completeExceptionally(failure));
    }

    /** How the user VM ended; not complete while it lives. */
    CompletableFuture<UserVmExit> exit() {
        return exit;
    }
}
