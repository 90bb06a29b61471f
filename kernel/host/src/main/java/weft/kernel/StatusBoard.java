package weft.kernel;

import org.jspecify.annotations.Nullable;
import weft.protocol.Connection;
import weft.protocol.MessageType;
import weft.protocol.Session;
import weft.protocol.Status;

/**
 * Tells the clients when the kernel is busy and when it is idle.
 *
 * <p><b>Threads.</b> Any thread. The lock makes "idle for this request, but a cell is still running" one step; without
 * it the end of the cell could come between, and the clients would show a busy kernel for ever.
 */
final class StatusBoard {

    private final Connection connection;
    private final Session session;
    private @Nullable String runningCell;

    StatusBoard(Connection connection, Session session) {
        this.connection = connection;
        this.session = session;
    }

    void starting() {
        publish(Status.STARTING, "{}");
    }

    synchronized void busy(String parentHeader) {
        publish(Status.BUSY, parentHeader);
    }

    synchronized void idle(String parentHeader) {
        publish(Status.IDLE, parentHeader);
        if (runningCell != null) {
            // Front ends show the last status, whichever request it belongs to: a completion answered while a cell
            // runs would make the kernel look idle for the rest of the cell.
            publish(Status.BUSY, runningCell);
        }
    }

    synchronized void cellBusy(String parentHeader) {
        runningCell = parentHeader;
        publish(Status.BUSY, parentHeader);
    }

    synchronized void cellIdle(String parentHeader) {
        runningCell = null;
        publish(Status.IDLE, parentHeader);
    }

    private void publish(Status status, String parentHeader) {
        connection.publish(session.broadcast(MessageType.STATUS, parentHeader, status));
    }
}
