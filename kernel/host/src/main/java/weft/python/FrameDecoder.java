package weft.python;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import weft.wire.StreamName;

/**
 * Takes a Python's output apart: our own frames, and between them the bytes that other programs and C code wrote into
 * the same pipe. The form of a frame stands in {@code _weft/pipe.py}.
 *
 * <p><b>Threads.</b> For the one thread that reads the pipe.
 */
final class FrameDecoder {

    /** What was found, in the order in which it was written. */
    interface Sink {
        void raw(byte[] bytes);

        void text(int cell, StreamName stream, String text);

        void message(JsonObject message);
    }

    private static final int TOKEN = 16;
    private static final int HEAD = TOKEN + 8;

    private final byte[] token;
    private final Sink sink;
    private final Map<Integer, ByteArrayOutputStream> unfinished = new HashMap<>();
    private byte[] rest = new byte[0];

    FrameDecoder(byte[] token, Sink sink) {
        this.token = token.clone();
        this.sink = sink;
    }

    void feed(byte[] more, int length) {
        byte[] all = Arrays.copyOf(rest, rest.length + length);
        System.arraycopy(more, 0, all, rest.length, length);
        int at = 0;
        while (true) {
            int start = indexOfToken(all, at);
            raw(all, at, start);
            at = start;
            if (all.length - at < HEAD) {
                break;
            }
            int size = ByteBuffer.wrap(all, at + TOKEN + 6, 2).getShort() & 0xffff;
            if (all.length - at < HEAD + size) {
                break;
            }
            frame(ByteBuffer.wrap(all, at + TOKEN, HEAD - TOKEN + size));
            at += HEAD + size;
        }
        rest = Arrays.copyOfRange(all, at, all.length);
    }

    /** The pipe has ended: what looked like the head of a frame was none. */
    void end() {
        raw(rest, 0, rest.length);
        rest = new byte[0];
    }

    private void raw(byte[] all, int from, int to) {
        if (from < to) {
            sink.raw(Arrays.copyOfRange(all, from, to));
        }
    }

    /** Where the token stands, or the part of one with which the bytes end; else their end. */
    private int indexOfToken(byte[] all, int from) {
        for (int i = from; i < all.length; i++) {
            int length = Math.min(TOKEN, all.length - i);
            if (Arrays.equals(all, i, i + length, token, 0, length)) {
                return i;
            }
        }
        return all.length;
    }

    private void frame(ByteBuffer frame) {
        int process = frame.getInt();
        byte kind = frame.get();
        boolean more = frame.get() != 0;
        frame.getShort();
        if (kind == 'j') {
            ByteArrayOutputStream parts =
                    unfinished.computeIfAbsent(process, unused -> new ByteArrayOutputStream(frame.remaining()));
            parts.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
            if (!more) {
                unfinished.remove(process);
                sink.message(JsonParser.parseString(parts.toString(StandardCharsets.UTF_8))
                        .getAsJsonObject());
            }
            return;
        }
        int cell = frame.getInt();
        StreamName stream = kind == 'o' ? StreamName.STDOUT : StreamName.STDERR;
        sink.text(cell, stream, StandardCharsets.UTF_8.decode(frame).toString());
    }
}
