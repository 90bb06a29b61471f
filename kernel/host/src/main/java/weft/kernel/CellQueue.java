package weft.kernel;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import weft.protocol.Channel;
import weft.protocol.Connection;
import weft.protocol.ExecuteReply;
import weft.protocol.ExecuteRequest;
import weft.protocol.Header;
import weft.protocol.Message;
import weft.protocol.MessageType;
import weft.protocol.Session;

/**
 * The cells that wait for their turn, and the thread that runs them one after the other.
 *
 * <pre>
 *   arrived   1  2  3  |        4          (cell 1 fails; | is where its reply leaves)
 *   run       1        |        4
 *   aborted      2  3  |
 * </pre>
 *
 * <p><b>Threads.</b> The socket's thread adds, "weft-cells" runs. After a failure the cell thread asks the socket's
 * thread to take in all that has arrived and only then to send the reply: so what a client had sent before it could
 * know of the failure is aborted, and what it sends afterwards is run. The socket's thread never waits for a cell.
 */
final class CellQueue {

    private final Connection connection;
    private final Session session;
    private final StatusBoard status;
    private final CellRunner runner;
    private final Consumer<String> log;
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    /** Belongs to the socket's thread. */
    private long lastTicket;

    private volatile long abortedThrough;
    private volatile boolean running;

    CellQueue(Connection connection, Session session, StatusBoard status, CellRunner runner, Consumer<String> log) {
        this.connection = connection;
        this.session = session;
        this.status = status;
        this.runner = runner;
        this.log = log;
    }

    void start() {
        Thread cells = new Thread(this::runAll, "weft-cells");
        cells.setDaemon(true);
        cells.start();
    }

    void add(Channel channel, Message request) {
        long ticket = ++lastTicket;
        waiting.add(() -> run(channel, request, ticket));
    }

    /** Does something on the thread that runs cells, after those that wait now; from any thread. */
    void add(Runnable between) {
        waiting.add(between);
    }

    private void runAll() {
        while (true) {
            try {
                Runnable next = waiting.take();
                running = true;
                next.run();
            } catch (InterruptedException late) {
                // An interrupt meant for a cell that had just ended; the next cell must not feel it.
            } catch (Throwable thrown) {
                log.accept("cells: " + thrown);
            } finally {
                running = false;
            }
        }
    }

    /** The running cell is to stop, if there is one; from any thread. */
    void interrupt() {
        runner.interrupt();
    }

    /** Whether no cell runs or waits, as far as one can know from another thread. */
    boolean isQuiet() {
        return !running && waiting.isEmpty();
    }

    private void run(Channel channel, Message request, long ticket) {
        String started = Header.now();
        status.cellBusy(request.header().json());
        try {
            if (ticket <= abortedThrough) {
                connection.send(channel, reply(request, runner.aborted(), started));
                return;
            }
            CellRunner.Ended ended = end(request);
            Message reply = reply(request, ended.reply(), started);
            if (ended.stopsQueue()) {
                abortWaiting(channel, reply);
                return;
            }
            connection.send(channel, reply);
        } finally {
            status.cellIdle(request.header().json());
        }
    }

    private CellRunner.Ended end(Message request) {
        try {
            return runner.run(request, request.content(ExecuteRequest.class));
        } catch (Throwable thrown) {
            // An Error too: the client waits for a reply, and the next cell is not to blame.
            log.accept("execute_request failed: " + thrown);
            return runner.failed(request, Replies.error(thrown));
        }
    }

    private void abortWaiting(Channel channel, Message reply) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        connection.sendAfterDraining(channel, reply, () -> {
            abortedThrough = lastTicket;
            sent.complete(null);
        });
        sent.join();
    }

    private Message reply(Message request, ExecuteReply content, String started) {
        String metadata = "{\"started\":\"" + started + "\",\"status\":\"" + content.status() + "\"}";
        return session.reply(request, MessageType.EXECUTE_REPLY, content, metadata);
    }
}
