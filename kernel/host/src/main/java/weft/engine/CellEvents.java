package weft.engine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import weft.engine.FrontEnd.StdinUnavailableException;
import weft.uservm.UserVm;
import weft.uservm.UserVmEndedException;
import weft.uservm.UserVmEvents;
import weft.wire.StreamName;
import weft.wire.ToHost;
import weft.wire.ToUserVm;

/**
 * Passes what the user VM reports on to the front end, under the cell that it belongs to.
 *
 * <p><b>Threads.</b> Events come from the thread that reads the user VM; {@link #begin} from the one that runs cells,
 * {@link #interruptInput} from any.
 */
final class CellEvents implements UserVmEvents {

    private final FrontEnd frontEnd;
    private final Map<Integer, String> cellIds = new ConcurrentHashMap<>();
    private final Set<Thread> asking = ConcurrentHashMap.newKeySet();
    private final Map<StreamKey, Utf8> decoders = new ConcurrentHashMap<>();
    private int lastCell;

    private record StreamKey(int cell, StreamName stream) {}

    CellEvents(FrontEnd frontEnd) {
        this.frontEnd = frontEnd;
    }

    /** Gives a cell its number at the border. */
    synchronized int begin(Cell cell) {
        lastCell++;
        cellIds.put(lastCell, cell.id());
        return lastCell;
    }

    private @Nullable String idOf(int cell) {
        return cellIds.get(cell);
    }

    @Override
    public void output(ToHost.Output output) {
        String id = idOf(output.cell());
        if (id == null) {
            System.err.print(new String(output.bytes(), StandardCharsets.UTF_8));
            return;
        }
        StreamKey key = new StreamKey(output.cell(), output.stream());
        String text = decoders.computeIfAbsent(key, k -> new Utf8()).decode(output.bytes());
        if (!text.isEmpty()) {
            frontEnd.stream(id, output.stream(), text);
        }
    }

    @Override
    public void display(ToHost.Display display) {
        String id = idOf(display.cell());
        if (id != null) {
            String displayId = display.displayId().isEmpty() ? null : display.displayId();
            frontEnd.display(id, display.bundle(), displayId, display.update());
        }
    }

    @Override
    public void clearOutput(ToHost.ClearOutput clear) {
        String id = idOf(clear.cell());
        if (id != null) {
            frontEnd.clearOutput(id, clear.onNext());
        }
    }

    @Override
    public void comm(ToHost.Comm comm) {
        frontEnd.comm(Objects.requireNonNullElse(idOf(comm.cell()), ""), comm.message());
    }

    @Override
    public void input(UserVm from, ToHost.Input input) {
        Thread thread = new Thread(() -> ask(from, input), "weft-input");
        thread.setDaemon(true);
        asking.add(thread);
        thread.start();
    }

    private void ask(UserVm from, ToHost.Input input) {
        String line = null;
        String refusal = "";
        boolean interrupted = false;
        try {
            String id = Objects.requireNonNull(idOf(input.cell()), "input outside any cell");
            String typed = frontEnd.input(id, input.prompt(), input.password());
            line = typed.equals(FrontEnd.END_OF_INPUT) ? null : typed;
        } catch (StdinUnavailableException e) {
            refusal = Objects.requireNonNullElse(e.getMessage(), "Nobody can answer.");
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            asking.remove(Thread.currentThread());
        }
        try {
            from.send(new ToUserVm.InputLine(input.id(), line, refusal, interrupted));
        } catch (UserVmEndedException e) {
            System.getLogger("weft.engine").log(System.Logger.Level.DEBUG, "An answer came too late", e);
        }
    }

    /** Ends waits for a person's answer. */
    void interruptInput() {
        asking.forEach(Thread::interrupt);
    }

    /** A decoder that keeps the head of a character until its tail arrives. */
    private static final class Utf8 {
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] rest = new byte[0];

        String decode(byte[] more) {
            ByteBuffer in = ByteBuffer.allocate(rest.length + more.length)
                    .put(rest)
                    .put(more)
                    .flip();
            CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
            decoder.reset();
            decoder.decode(in, out, false);
            rest = new byte[in.remaining()];
            in.get(rest);
            return out.flip().toString();
        }
    }
}
