package weft.python;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import weft.wire.StreamName;

/**
 * Gathers what cells write for some milliseconds and passes it on under the cell that it belongs to, in order. What
 * comes from outside Python's own streams belongs to the cell that runs, else to the last one.
 *
 * <p><b>Threads.</b> Any. Whoever writes while a client is slow waits for it, and so does the writer in Python.
 */
final class CellOutput {

    private static final int GATHER_MILLIS = 25;
    private static final int MANY_CHARS = 60_000;

    private final ScheduledExecutorService timer;
    private final Map<Integer, PythonCell> cells = new ConcurrentHashMap<>();
    private final Map<StreamName, CharsetDecoder> decoders = new EnumMap<>(StreamName.class);
    private final Map<StreamName, byte[]> tails = new EnumMap<>(StreamName.class);
    private final StringBuilder gathered = new StringBuilder();
    private @Nullable PythonCell of;
    private StreamName on = StreamName.STDOUT;
    private volatile int latest;

    CellOutput(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** From now on this is the cell that runs. */
    void begin(PythonCell cell) {
        cells.put(cell.number(), cell);
        latest = cell.number();
    }

    @Nullable PythonCell cell(int number) {
        PythonCell cell = cells.get(number);
        return cell == null ? cells.get(latest) : cell;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flush throws nothing
    synchronized void text(int number, StreamName stream, String text) {
        PythonCell cell = cell(number);
        if (cell != of || stream != on) {
            flush();
            of = cell;
            on = stream;
        }
        if (gathered.length() == 0) {
            timer.schedule(this::flush, GATHER_MILLIS, TimeUnit.MILLISECONDS);
        }
        gathered.append(text);
        if (gathered.length() > MANY_CHARS) {
            flush();
        }
    }

    /** Bytes that did not come through Python's streams. */
    synchronized void raw(StreamName stream, byte[] bytes) {
        byte[] tail = tails.getOrDefault(stream, new byte[0]);
        ByteBuffer in = ByteBuffer.allocate(tail.length + bytes.length)
                .put(tail)
                .put(bytes)
                .flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        decoders.computeIfAbsent(stream, unused -> newDecoder()).reset().decode(in, out, false);
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        tails.put(stream, rest);
        text(latest, stream, out.flip().toString());
    }

    private static CharsetDecoder newDecoder() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /** Passes on what is there; what follows comes behind it. */
    synchronized void flush() {
        if (gathered.length() == 0) {
            return;
        }
        String text = gathered.toString();
        gathered.setLength(0);
        if (of != null) {
            of.print(on, text);
        }
    }
}
