package weft.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import weft.engine.Engine;
import weft.engine.FrontEnd;
import weft.magic.PictureWarmUp;
import weft.protocol.Channel;
import weft.protocol.Connection;
import weft.protocol.DebugReply;
import weft.protocol.DebugRequest;
import weft.protocol.HistoryReply;
import weft.protocol.HistoryRequest;
import weft.protocol.Message;
import weft.protocol.MessageType;
import weft.protocol.OkReply;
import weft.protocol.Session;
import weft.protocol.ShutdownReply;
import weft.protocol.ShutdownRequest;

/**
 * Which request is answered by whom.
 *
 * <p><b>Threads.</b> {@link #receive} runs on the socket's thread and never waits: it answers {@code kernel_info}
 * itself and hands everything else on. Cells go to "weft-cells", one after the other; questions about code, comms and
 * history to "weft-language", so that they are answered while a cell runs; interrupt and shutdown to "weft-control", so
 * that they are heeded while both of the others are at work. Until the engine is there, cells and questions wait.
 */
public final class Kernel implements Connection.Receiver {

    /** A client that has cells to run sends them sooner. */
    private static final int QUIET_MILLIS = 700;

    /** False while an installation trains the kernel: HotSpot may crash when classes are loaded while it archives them. */
    private static final String WARM_UP = "weft.warm-up";

    private final Connection connection;
    private final Consumer<String> log;
    private final StatusBoard status;
    private final Replies replies;
    private final StdinDesk stdin;
    private final ClientFrontEnd frontEnd;
    private final CommRegistry comms;
    private final History history;
    private final CompletableFuture<Engine> engine = new CompletableFuture<>();
    private final CellQueue cells;
    private final LanguageDesk language;
    private final ScheduledExecutorService languageThread = thread("weft-language");
    private final ExecutorService controlThread = thread("weft-control");
    private volatile Runnable exit = () -> {};

    Kernel(Connection connection, Session session, History history, Consumer<String> log) {
        this.connection = connection;
        this.log = log;
        this.history = history;
        status = new StatusBoard(connection, session);
        replies = new Replies(connection, session, status, log);
        stdin = new StdinDesk(connection, session, log);
        comms = new CommRegistry(connection, session, engine, log);
        frontEnd = new ClientFrontEnd(connection, session, stdin, comms);
        language = new LanguageDesk(engine);
        var runner = new CellRunner(connection, session, frontEnd, engine, history);
        cells = new CellQueue(connection, session, status, runner, log);
    }

    /**
     * Starts to run cells, and makes the engine meanwhile.
     *
     * @param onShutdown what a shutdown does after its reply and the last idle
     */
    void start(Function<FrontEnd, Engine> factory, Runnable onShutdown) {
        exit = onShutdown;
        Thread starter = new Thread(() -> makeEngine(factory), "weft-start");
        starter.setDaemon(true);
        starter.start();
        history.prepare();
        status.starting();
        cells.start();
    }

    private void makeEngine(Function<FrontEnd, Engine> factory) {
        try {
            Engine made = factory.apply(frontEnd);
            engine.complete(made);
            if (Boolean.parseBoolean(System.getProperty(WARM_UP, "true"))) {
                warmUpWhenQuiet();
            }
        } catch (Throwable thrown) {
            log.accept("the engine did not start: " + thrown);
            engine.completeExceptionally(thrown);
        }
    }

    /**
     * Completes something and draws something once before anybody asks: the first time takes half a second, and JupyterLab
     * drops completions that come after a whole one. Not while there are cells to run, which would wait for the compiler.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // a failure comes again, and is told, when somebody asks
    private void warmUpWhenQuiet() {
        try {
            languageThread.schedule(
                    () -> {
                        if (cells.isQuiet()) {
                            language.warmUp();
                            cells.add(() -> engine.join().warmUp());
                            PictureWarmUp.start();
                        } else {
                            warmUpWhenQuiet();
                        }
                    },
                    QUIET_MILLIS,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException late) {
            // The kernel is ending.
        }
    }

    /** Where the engine sends what cells produce. */
    ClientFrontEnd frontEnd() {
        return frontEnd;
    }

    @Override
    public void receive(Channel channel, Message message) {
        MessageType type = MessageType.named(message.header().type());
        if (type == null) {
            unknown(channel, message);
            return;
        }
        switch (type) {
            case KERNEL_INFO_REQUEST -> replies.answer(channel, message, request -> KernelInfo.reply());
            case CONNECT_REQUEST -> replies.answer(channel, message, request -> connection.ports());
            case EXECUTE_REQUEST -> cells.add(channel, message);
            case COMPLETE_REQUEST -> answer(languageThread, channel, message, language::complete);
            case INSPECT_REQUEST -> answer(languageThread, channel, message, language::inspect);
            case IS_COMPLETE_REQUEST -> answer(languageThread, channel, message, language::completeness);
            case HISTORY_REQUEST -> answer(languageThread, channel, message, this::history);
            case COMM_INFO_REQUEST -> answer(languageThread, channel, message, comms::info);
            case COMM_OPEN -> answer(languageThread, channel, message, comms::opened);
            case COMM_MSG -> answer(languageThread, channel, message, comms::received);
            case COMM_CLOSE -> answer(languageThread, channel, message, comms::closed);
            case INTERRUPT_REQUEST -> answer(controlThread, channel, message, this::interrupt);
            case DEBUG_REQUEST -> replies.answer(channel, message, Kernel::refuseToDebug);
            case SHUTDOWN_REQUEST -> shutdown(channel, message);
            case INPUT_REPLY -> stdin.reply(message);
            default -> unknown(channel, message);
        }
    }

    private void answer(Executor thread, Channel channel, Message message, Replies.Handler handler) {
        try {
            thread.execute(() -> replies.answer(channel, message, handler));
        } catch (RejectedExecutionException late) {
            log.accept(message.header().type() + " not answered: the kernel is ending");
        }
    }

    /** The type may be of a later protocol: "unknown message types must be tolerated". No reply, but busy and idle. */
    private void unknown(Channel channel, Message message) {
        log.accept("unknown message type \"" + message.header().type() + "\"; not answered");
        replies.answer(channel, message, request -> null);
    }

    private static Object refuseToDebug(Message message) throws Exception {
        return DebugReply.refused(message.content(DebugRequest.class));
    }

    private Object history(Message message) throws Exception {
        return new HistoryReply("ok", history.answer(message.content(HistoryRequest.class)));
    }

    private Object interrupt(Message message) {
        interrupt();
        return new OkReply();
    }

    /** Stops the running cell, also where it waits for input. */
    void interrupt() {
        cells.interrupt();
        stdin.interrupt();
        @Nullable Engine ready = engineIfReady();
        if (ready != null) {
            ready.interrupt();
        }
    }

    private @Nullable Engine engineIfReady() {
        return engine.isCompletedExceptionally() ? null : engine.getNow(null);
    }

    private void shutdown(Channel channel, Message message) {
        answer(controlThread, channel, message, request -> {
            boolean restart = request.content(ShutdownRequest.class).restart();
            return new ShutdownReply("ok", restart);
        });
        // After the idle, which the task before this one sends last.
        controlThread.execute(exit);
    }

    /** Ends the engine and lets the history be written. */
    @SuppressWarnings("FutureReturnValueIgnored") // an engine that never came to be needs no closing
    void close() {
        stdin.interrupt();
        // One that is still being made is closed as soon as it is there.
        engine.thenAccept(this::close);
        history.close();
        languageThread.shutdown();
        controlThread.shutdown();
    }

    private void close(Engine made) {
        try {
            made.close();
        } catch (RuntimeException e) {
            // The future would keep it to itself.
            log.accept("the engine did not close: " + e);
        }
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
