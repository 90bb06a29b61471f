package weft.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import weft.wire.FrameChannel;
import weft.wire.FrameWriter;
import weft.wire.StreamName;
import weft.wire.ToHost;

/**
 * Everything on its way to the host, in order. Output is gathered for a moment and sent as one frame; any other frame
 * goes at once and takes the output before it along.
 *
 * <p><b>Threads.</b> Any thread may put; one thread, {@code weft-writer}, sends. A learner's thread never touches the
 * socket, because an interrupt would close it. When {@link #MAX_PENDING_BYTES} wait to be sent, writers of output wait
 * too: a flood is slowed down and never held in memory.
 */
final class Outbox {

    /** How long output may wait for company. Long enough to gather a loop of prints, short enough to look live. */
    private static final long GATHER_NANOS = 25_000_000;

    /** Output of one cell and stream is joined up to this size; a larger message helps nobody. */
    private static final int MAX_CHUNK_BYTES = 256 << 10;

    private static final int MAX_PENDING_BYTES = 1 << 20;

    private final Deque<Object> pending = new ArrayDeque<>();
    private int pendingBytes;
    private boolean urgent;
    private boolean sending;
    private long oldestNanos;

    private static final class Chunk {
        final int cell;
        final StreamName stream;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

        Chunk(int cell, StreamName stream) {
            this.cell = cell;
            this.stream = stream;
        }
    }

    /**
     * Adds output of a thread. Waits while too much is pending; an interrupt does not end the wait, since the line would
     * be lost, but stays set. A cell that must stop ends here with {@link StopSignal}.
     */
    synchronized void output(int cell, StreamName stream, byte[] bytes, int offset, int length) {
        boolean interrupted = awaitRoom(cell);
        if (pending.isEmpty()) {
            oldestNanos = System.nanoTime();
            notifyAll();
        }
        chunkFor(cell, stream, length).bytes.write(bytes, offset, length);
        pendingBytes += length;
        if (pendingBytes >= MAX_CHUNK_BYTES) {
            hurry();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Adds what a thread of a cell shows; it waits for room as {@link #output} does, and goes at once. */
    synchronized void show(int cell, ToHost shown) {
        boolean interrupted = awaitRoom(cell);
        send(shown);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether the thread was interrupted meanwhile. */
    private synchronized boolean awaitRoom(int cell) {
        boolean interrupted = false;
        while (pendingBytes >= MAX_PENDING_BYTES) {
            if (StopGuard.mustStop(cell)) {
                throw StopSignal.INSTANCE;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private Chunk chunkFor(int cell, StreamName stream, int length) {
        if (pending.peekLast() instanceof Chunk last
                && last.cell == cell
                && last.stream == stream
                && last.bytes.size() + length <= MAX_CHUNK_BYTES) {
            return last;
        }
        Chunk chunk = new Chunk(cell, stream);
        pending.add(chunk);
        return chunk;
    }

    /** Adds a frame that must not wait. */
    synchronized void send(ToHost message) {
        ByteBuffer frame = FrameWriter.frame(message);
        pending.add(frame);
        pendingBytes += frame.remaining();
        hurry();
    }

    private void hurry() {
        if (!urgent) {
            urgent = true;
            notifyAll();
        }
    }

    /** Wakes writers that wait for room, so that those of a stopped cell can end. */
    synchronized void wakeWriters() {
        notifyAll();
    }

    /** Waits until all that was put before is with the operating system, at most so long. */
    synchronized void flush(long timeoutMillis) throws InterruptedException {
        hurry();
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
        while (!pending.isEmpty() || sending) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** Sends until the connection breaks. */
    void sendTo(FrameChannel channel) throws IOException, InterruptedException {
        while (true) {
            Object next = take();
            if (next instanceof Chunk chunk) {
                byte[] bytes = chunk.bytes.toByteArray();
                channel.write(FrameWriter.frame(new ToHost.Output(chunk.cell, chunk.stream, bytes)));
                sent(bytes.length);
            } else if (next instanceof ByteBuffer frame) {
                int length = frame.remaining();
                channel.write(frame);
                sent(length);
            }
        }
    }

    private synchronized Object take() throws InterruptedException {
        while (true) {
            if (pending.isEmpty()) {
                urgent = false;
                wait();
                continue;
            }
            long leftNanos = GATHER_NANOS - (System.nanoTime() - oldestNanos);
            if (urgent || leftNanos <= 0) {
                sending = true;
                return pending.remove();
            }
            wait(leftNanos / 1_000_000 + 1);
        }
    }

    private synchronized void sent(int bytes) {
        pendingBytes -= bytes;
        sending = false;
        if (pending.isEmpty()) {
            urgent = false;
        }
        notifyAll();
    }
}
