package weft.kernel;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import weft.engine.FrontEnd;
import weft.protocol.ClearOutput;
import weft.protocol.Connection;
import weft.protocol.DisplayData;
import weft.protocol.Message;
import weft.protocol.MessageType;
import weft.protocol.Session;
import weft.protocol.Stream;
import weft.wire.CommMessage;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/**
 * The clients as the engine sees them: what a cell says goes out under the request that the cell came from.
 *
 * <p><b>Threads.</b> Any thread. The origins of all cells are kept for as long as the kernel lives, because a thread
 * may print at any time; each is a few hundred bytes.
 */
final class ClientFrontEnd implements FrontEnd {

    private final Connection connection;
    private final Session session;
    private final StdinDesk stdin;
    private final CommRegistry comms;
    private final Map<String, CellOrigin> origins = new ConcurrentHashMap<>();

    ClientFrontEnd(Connection connection, Session session, StdinDesk stdin, CommRegistry comms) {
        this.connection = connection;
        this.session = session;
        this.stdin = stdin;
        this.comms = comms;
    }

    /** From now on the cell can speak. */
    void admit(String cellId, CellOrigin origin) {
        origins.put(cellId, origin);
    }

    @Override
    public void stream(String cellId, StreamName stream, String text) {
        if (!text.isEmpty()) {
            publish(cellId, MessageType.STREAM, new Stream(stream.protocolName(), text));
        }
    }

    @Override
    public void display(String cellId, MimeBundle bundle, @Nullable String displayId, boolean update) {
        MessageType type = update ? MessageType.UPDATE_DISPLAY_DATA : MessageType.DISPLAY_DATA;
        publish(cellId, type, DisplayData.of(Bundles.data(bundle), Bundles.metadata(bundle), displayId));
    }

    @Override
    public void clearOutput(String cellId, boolean wait) {
        publish(cellId, MessageType.CLEAR_OUTPUT, new ClearOutput(wait));
    }

    @Override
    public void page(String cellId, MimeBundle bundle) {
        CellOrigin origin = origins.get(cellId);
        if (origin == null) {
            return;
        }
        JsonObject page = new JsonObject();
        page.addProperty("source", "page");
        page.add("data", Bundles.data(bundle));
        page.addProperty("start", 0);
        origin.addPayload(page);
    }

    @Override
    public void nextInput(String cellId, String code, boolean replace) {
        CellOrigin origin = origins.get(cellId);
        if (origin == null) {
            return;
        }
        JsonObject next = new JsonObject();
        next.addProperty("source", "set_next_input");
        next.addProperty("text", code);
        next.addProperty("replace", replace);
        origin.addPayload(next);
    }

    @Override
    public void comm(String cellId, CommMessage message) {
        try {
            comms.said(parentOf(cellId), message);
        } catch (IllegalArgumentException e) {
            stream(cellId, StreamName.STDERR, "note: " + e.getMessage() + "\n");
        }
    }

    @Override
    public void commsEnded() {
        comms.endAll();
    }

    @Override
    public String input(String cellId, String prompt, boolean password)
            throws StdinUnavailableException, InterruptedException {
        CellOrigin origin = origins.get(cellId);
        if (origin == null) {
            throw new StdinUnavailableException("Nobody can answer here: no cell \"" + cellId
                    + "\" was run; read input in a cell, or write the value into the code");
        }
        return stdin.ask(origin, prompt, password);
    }

    @Override
    public boolean isInterrupted(String cellId) {
        CellOrigin origin = origins.get(cellId);
        return origin != null && origin.isInterrupted();
    }

    private void publish(String cellId, MessageType type, Object content) {
        connection.publishOutput(session.broadcast(type, parentOf(cellId), Message.EMPTY, content, List.of()));
    }

    private String parentOf(String cellId) {
        CellOrigin origin = origins.get(cellId);
        // "If there is no parent, an empty dict should be used": messaging spec, section "Parent header".
        return origin == null ? Message.EMPTY : origin.header();
    }
}
