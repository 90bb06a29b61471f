package weft.threads;

/**
 * How many tasks of a pool run, now and at most, and how many waited at most.
 *
 * <p><b>Threads.</b> Guarded by this object's monitor: who submits, and the workers, count at the same time.
 */
final class TaskCounts {

    private int running;
    private int mostRunning;
    private int longestQueue;

    /** So many waited right after a task had been handed in. */
    synchronized void queued(int length) {
        longestQueue = Math.max(longestQueue, length);
    }

    synchronized void begin() {
        running++;
        mostRunning = Math.max(mostRunning, running);
    }

    synchronized void end() {
        running--;
    }

    synchronized int longestQueue() {
        return longestQueue;
    }

    synchronized int mostRunning() {
        return mostRunning;
    }
}
