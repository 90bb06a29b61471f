package weft.python;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Stops something that runs longer than it may.
 *
 * <p><b>Threads.</b> Any. What is to be done at the end of the time is done on a pool's thread, and never once
 * {@link #close} has returned.
 */
public final class TimeLimit implements AutoCloseable {

    private final Runnable atEnd;
    private boolean over;
    private boolean closed;

    private TimeLimit(Runnable atEnd) {
        this.atEnd = atEnd;
    }

    /**
     * Begins.
     *
     * @param seconds how long; 0: for ever
     * @param atEnd returns soon
     */
    public static TimeLimit of(double seconds, Runnable atEnd) {
        TimeLimit limit = new TimeLimit(atEnd);
        if (seconds > 0) {
            CompletableFuture.delayedExecutor(Math.round(seconds * 1000), TimeUnit.MILLISECONDS)
                    .execute(limit::expire);
        }
        return limit;
    }

    /** What a cell is told that ran longer. */
    public static String words(double seconds) {
        return "The cell ran longer than the " + seconds + " s of its --timeout.";
    }

    private synchronized void expire() {
        if (!closed) {
            over = true;
            atEnd.run();
        }
    }

    /** Whether the time was over before it was closed. */
    public synchronized boolean isOver() {
        return over;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
