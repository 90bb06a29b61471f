package weft.transport;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts on their way to the iopub socket, in order, bounded by their bytes.
 *
 * <p><b>Threads.</b> Any thread adds; the iopub thread takes. Only {@link #addWhenRoom} waits, and not once the queue
 * is closed.
 */
final class Outbound {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Queue<List<byte[]>> waiting = new ArrayDeque<>();
    private final long maxBytes;
    private long bytes;
    private boolean closed;

    Outbound(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(List<byte[]> frames) {
        lock.lock();
        try {
            append(frames);
        } finally {
            lock.unlock();
        }
    }

    /** Adds once less than the bound is waiting; a message larger than the bound passes too, alone. */
    void addWhenRoom(List<byte[]> frames) {
        lock.lock();
        try {
            while (bytes >= maxBytes && !closed) {
                // Not interruptibly: output that a cell has written is not lost because somebody was interrupted.
                room.awaitUninterruptibly();
            }
            append(frames);
        } finally {
            lock.unlock();
        }
    }

    private void append(List<byte[]> frames) {
        if (closed) {
            return;
        }
        waiting.add(frames);
        bytes += size(frames);
    }

    @Nullable List<byte[]> take() {
        lock.lock();
        try {
            List<byte[]> frames = waiting.poll();
            if (frames != null) {
                bytes -= size(frames);
                room.signalAll();
            }
            return frames;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is added any more, and nobody waits; what is there can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static long size(List<byte[]> frames) {
        long size = 0;
        for (byte[] frame : frames) {
            size += frame.length;
        }
        return size;
    }
}
