package weft.display;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import weft.wire.CommMessage;
import weft.wire.CommMessage.Kind;

/**
 * Lines of their own between a cell's code and something that a client shows, as widgets use them: the comms of the
 * messaging specification. Data is the text of a JSON object.
 *
 * <pre>
 *   Comm comm = Comms.open("my.target", "{\"n\": 1}");
 *   comm.onMessage(message -&gt; System.out.println(message.data()));
 *   comm.send("{\"n\": 2}");
 * </pre>
 *
 * <p><b>Threads.</b> Any thread may open, send and close. What clients say is handled on one thread, in order; what a
 * handler prints stands under the cell that opened the comm or registered its target.
 */
public final class Comms {

    private static final Map<String, Comm> OPEN = new ConcurrentHashMap<>();
    private static final Map<String, Target> TARGETS = new ConcurrentHashMap<>();
    private static volatile Consumer<CommMessage> out = message -> {};
    private static volatile IntSupplier currentCell = () -> 0;

    private record Target(BiConsumer<Comm, String> opened, int cell) {}

    private Comms() {}

    /** Where messages go, and which cell is running; set once by the agent. */
    public static void to(Consumer<CommMessage> messages, IntSupplier cell) {
        out = messages;
        currentCell = cell;
    }

    /** Opens a comm to a target that the clients know. */
    public static Comm open(String target, String data) {
        Comm comm = new Comm(UUID.randomUUID().toString(), target, currentCell.getAsInt());
        OPEN.put(comm.id(), comm);
        say(Kind.OPEN, comm.id(), target, data);
        return comm;
    }

    /**
     * Lets clients open comms to this name; a target that had it before is replaced.
     *
     * @param opened takes each new comm and the data that it was opened with
     */
    public static void register(String target, BiConsumer<Comm, String> opened) {
        TARGETS.put(target, new Target(opened, currentCell.getAsInt()));
        say(Kind.REGISTER, "", target, "{}");
    }

    static void say(Kind kind, String id, String target, String data, byte[]... buffers) {
        out.accept(new CommMessage(kind, id, target, Objects.requireNonNull(data, "data"), java.util.List.of(buffers)));
    }

    static boolean forget(Comm comm) {
        return OPEN.remove(comm.id(), comm);
    }

    /** The cell to which the handling of a message belongs; 0 where nobody handles it. Called by the agent. */
    public static int cellOf(CommMessage message) {
        Comm comm = OPEN.get(message.id());
        Target target = TARGETS.get(message.target());
        return comm != null ? comm.cell() : target != null ? target.cell() : 0;
    }

    /** Handles what a client said. Called by the agent. */
    public static void receive(CommMessage message) {
        Target target = TARGETS.get(message.target());
        Comm comm = OPEN.get(message.id());
        if (message.kind() == Kind.OPEN && target != null) {
            Comm opened = new Comm(message.id(), message.target(), target.cell());
            OPEN.put(opened.id(), opened);
            target.opened().accept(opened, message.data());
        } else if (message.kind() == Kind.MESSAGE && comm != null) {
            comm.received(new Comm.Message(message.data(), message.buffers()));
        } else if (message.kind() == Kind.CLOSE && comm != null && forget(comm)) {
            comm.closed(message.data());
        }
    }
}
