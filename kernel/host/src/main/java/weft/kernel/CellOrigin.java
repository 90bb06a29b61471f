package weft.kernel;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import weft.protocol.Message;

/**
 * Which request a cell came from: where its output goes, however late, and who answers its questions.
 *
 * <p><b>Threads.</b> Any thread.
 */
final class CellOrigin {

    private final List<byte[]> client;
    private final String header;
    private final boolean stdinAllowed;
    private final List<JsonObject> payload = new ArrayList<>(0);
    private boolean replied;
    private volatile boolean interrupted;

    CellOrigin(Message request, boolean stdinAllowed) {
        client = request.identities();
        header = request.header().json();
        this.stdinAllowed = stdinAllowed;
    }

    List<byte[]> client() {
        return client;
    }

    /** The header of the request, the parent of all that the cell says. */
    String header() {
        return header;
    }

    boolean stdinAllowed() {
        return stdinAllowed;
    }

    /** Somebody wishes the cell to stop. */
    void interrupt() {
        interrupted = true;
    }

    boolean isInterrupted() {
        return interrupted;
    }

    /** Adds to the reply; what comes after the reply is lost. */
    synchronized void addPayload(JsonObject item) {
        if (!replied) {
            payload.add(item);
        }
    }

    synchronized List<JsonObject> takePayload() {
        replied = true;
        List<JsonObject> taken = List.copyOf(payload);
        payload.clear();
        return taken;
    }
}
