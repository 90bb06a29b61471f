package weft.kernel;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import weft.engine.Cell;
import weft.engine.CellOutcome;
import weft.engine.Engine;
import weft.protocol.Connection;
import weft.protocol.ErrorContent;
import weft.protocol.ErrorReply;
import weft.protocol.ExecuteInput;
import weft.protocol.ExecuteReply;
import weft.protocol.ExecuteRequest;
import weft.protocol.ExecuteResult;
import weft.protocol.Json;
import weft.protocol.Message;
import weft.protocol.MessageType;
import weft.protocol.Session;
import weft.wire.MimeBundle;

/**
 * Runs one cell: counts it, shows its input, lets the engine evaluate it, shows its value or its error, and remembers
 * it.
 *
 * <p><b>Threads.</b> All methods but {@link #interrupt} belong to the cell thread.
 */
final class CellRunner {

    /**
     * How a cell ended.
     *
     * @param stopsQueue whether the cells behind it are to be aborted
     */
    record Ended(ExecuteReply reply, boolean stopsQueue) {}

    /** What people type who want to leave a console; those of jshell begin with a slash. */
    private static final Pattern FAREWELL = Pattern.compile("\\s*(/?exit|/?quit|(exit|quit)\\(\\);?)\\s*");

    private final Connection connection;
    private final Session session;
    private final ClientFrontEnd frontEnd;
    private final CompletableFuture<Engine> engine;
    private final History history;
    private volatile @Nullable CellOrigin running;
    private int count;

    CellRunner(
            Connection connection,
            Session session,
            ClientFrontEnd frontEnd,
            CompletableFuture<Engine> engine,
            History history) {
        this.connection = connection;
        this.session = session;
        this.frontEnd = frontEnd;
        this.engine = engine;
        this.history = history;
    }

    /** Lets the engine find that the running cell is to stop, where it has not begun with it yet; from any thread. */
    void interrupt() {
        CellOrigin cell = running;
        if (cell != null) {
            cell.interrupt();
        }
    }

    Ended run(Message request, ExecuteRequest execute) {
        CellOrigin origin = new CellOrigin(request, execute.allowStdin());
        running = origin;
        try {
            return run(request, execute, origin);
        } finally {
            running = null;
        }
    }

    private Ended run(Message request, ExecuteRequest execute, CellOrigin origin) {
        // A silent cell shows the number of the last one, a cell without history that of the next: as ipykernel does.
        int number = execute.silent() ? count : count + 1;
        if (execute.storesHistory()) {
            count = number;
        }
        if (!execute.silent()) {
            publish(request, MessageType.EXECUTE_INPUT, new ExecuteInput(execute.code(), number));
        }
        String id = request.header().id();
        frontEnd.admit(id, origin);
        Cell cell = new Cell(id, number, execute.code(), execute.silent(), execute.allowStdin());
        CellOutcome outcome = evaluate(cell);
        Runnable untilWritten = remember(execute, number, outcome);
        if (outcome instanceof CellOutcome.Failure
                && FAREWELL.matcher(execute.code()).matches()) {
            // It is no name of the notebook's, so it is meant for the console.
            origin.addPayload(askExit());
            outcome = new CellOutcome.Done();
        }
        Ended ended = publish(request, execute, cell, outcome, origin);
        untilWritten.run();
        // After the outcome is out: a thread's late line stands below the error that did not stop the thread.
        awaitThreads(cell);
        return ended;
    }

    private Ended publish(Message request, ExecuteRequest execute, Cell cell, CellOutcome outcome, CellOrigin origin) {
        int number = cell.number();
        List<JsonObject> payload = origin.takePayload();
        if (outcome instanceof CellOutcome.Failure failure) {
            return failed(request, execute, number, content(failure), payload);
        }
        if (outcome instanceof CellOutcome.Value value && !execute.silent()) {
            MimeBundle bundle = value.bundle();
            var result = new ExecuteResult(number, Bundles.data(bundle), Bundles.metadata(bundle));
            connection.publishOutput(session.broadcast(
                    MessageType.EXECUTE_RESULT, request.header().json(), result));
        }
        return new Ended(ExecuteReply.ok(number, payload, values(cell, execute.userExpressions())), false);
    }

    /** "ask_exit" of the messaging spec, section "Payloads": a console ends, and the kernel with it. */
    private static JsonObject askExit() {
        JsonObject exit = new JsonObject();
        exit.addProperty("source", "ask_exit");
        exit.addProperty("keepkernel", false);
        return exit;
    }

    /** The reply for a cell that comes after one that failed. */
    ExecuteReply aborted() {
        return ExecuteReply.aborted(count);
    }

    /** The end of a cell that could not even be read. */
    Ended failed(Message request, ErrorContent error) {
        publish(request, MessageType.ERROR, error);
        return new Ended(ExecuteReply.error(count, error, List.of()), true);
    }

    private Ended failed(
            Message request, ExecuteRequest execute, int number, ErrorContent error, List<JsonObject> payload) {
        // "silent … will not broadcast output on the IOPUB channel": messaging spec, section "Execute".
        if (!execute.silent()) {
            publish(request, MessageType.ERROR, error);
        }
        boolean stopsQueue = execute.stopsOnError() && !execute.silent();
        return new Ended(ExecuteReply.error(number, error, payload), stopsQueue);
    }

    private CellOutcome evaluate(Cell cell) {
        try {
            return engine.join().run(cell);
        } catch (Throwable thrown) {
            // A bug of the engine fails the cell like any other, so that it is counted, shown and remembered.
            ErrorContent error = Replies.error(thrown);
            return new CellOutcome.Failure(error.ename(), error.evalue(), error.traceback());
        }
    }

    private void awaitThreads(Cell cell) {
        try {
            engine.join().awaitThreads(cell);
        } catch (Throwable thrown) {
            System.getLogger("weft.kernel").log(System.Logger.Level.WARNING, "Waiting for a cell's threads", thrown);
        }
    }

    private Runnable remember(ExecuteRequest execute, int number, CellOutcome outcome) {
        if (!execute.storesHistory()) {
            return () -> {};
        }
        @Nullable String output = outcome instanceof CellOutcome.Value value
                ? value.bundle().data().get(MimeBundle.TEXT)
                : null;
        return history.add(number, execute.code(), output);
    }

    private Map<String, JsonObject> values(Cell cell, Map<String, String> expressions) {
        Map<String, JsonObject> values = new LinkedHashMap<>();
        expressions.forEach((name, expression) -> values.put(name, value(cell, expression)));
        return values;
    }

    private JsonObject value(Cell cell, String expression) {
        CellOutcome outcome;
        try {
            outcome = engine.join().evaluate(cell, expression);
        } catch (Throwable thrown) {
            return Json.tree(ErrorReply.of(Replies.error(thrown))).getAsJsonObject();
        }
        if (outcome instanceof CellOutcome.Failure failure) {
            return Json.tree(ErrorReply.of(content(failure))).getAsJsonObject();
        }
        MimeBundle bundle =
                outcome instanceof CellOutcome.Value value ? value.bundle() : new MimeBundle(Map.of(), Map.of());
        JsonObject json = new JsonObject();
        json.addProperty("status", "ok");
        json.add("data", Bundles.data(bundle));
        json.add("metadata", Bundles.metadata(bundle));
        return json;
    }

    private void publish(Message request, MessageType type, Object content) {
        connection.publish(session.broadcast(type, request.header().json(), content));
    }

    private static ErrorContent content(CellOutcome.Failure failure) {
        return new ErrorContent(failure.ename(), failure.evalue(), failure.traceback());
    }
}
