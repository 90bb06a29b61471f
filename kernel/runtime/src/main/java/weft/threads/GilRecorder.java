package weft.threads;

import java.util.ArrayList;
import java.util.List;

/**
 * The record of who held a {@link Gil} when.
 *
 * <p><b>Threads.</b> {@code took} and {@code dropped} are called under the Gil's own mutex; {@code stats} by any thread.
 * So each method holds this object's monitor.
 */
final class GilRecorder {

    /** Eight minutes of forced hand-overs; after that the recorder counts on and remembers no more. */
    private static final int CAPACITY = 100_000;

    private final List<GilStats.Hold> holds = new ArrayList<>();
    private final long origin = System.nanoTime();
    private String holder = "";
    private String lastHolder = "";
    private long tookNanos;
    private long handOvers;
    private long forced;
    private long forgotten;

    synchronized void took(String thread) {
        if (!lastHolder.isEmpty() && !lastHolder.equals(thread)) {
            handOvers++;
        }
        holder = thread;
        lastHolder = thread;
        tookNanos = System.nanoTime() - origin;
    }

    synchronized void dropped(boolean onRequest) {
        forced += onRequest ? 1 : 0;
        if (holds.size() == CAPACITY) {
            forgotten++;
            return;
        }
        holds.add(new GilStats.Hold(holder, tookNanos, System.nanoTime() - origin, onRequest));
    }

    synchronized GilStats stats() {
        return new GilStats(handOvers, forced, holds, forgotten);
    }
}
