package weft.threads;

/**
 * How many tasks of a pool wait and run, now and at most.
 *
 * <p><b>Threads.</b> Guarded by this object's monitor: who submits, and the workers, count at the same time.
 */
final class TaskCounts {

    private int submitted;
    private int begun;
    private int running;
    private int mostRunning;
    private int longestQueue;

    /** Counts a task that is handed over, and tells how many waited before it. */
    synchronized int enqueue() {
        int before = submitted - begun;
        submitted++;
        longestQueue = Math.max(longestQueue, submitted - begun);
        return before;
    }

    /** The pool did not take it. */
    synchronized void refused() {
        submitted--;
    }

    synchronized void begin() {
        begun++;
        running++;
        mostRunning = Math.max(mostRunning, running);
    }

    synchronized void end() {
        running--;
    }

    synchronized int queueLength() {
        return submitted - begun;
    }

    synchronized int longestQueue() {
        return longestQueue;
    }

    synchronized int mostRunning() {
        return mostRunning;
    }
}
