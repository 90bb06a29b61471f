package weft.timeline.capture;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The time during which the probes are on: from the start of the first recording to the stop of the last that overlaps
 * it. Recordings are windows over it, so one may lie in another.
 *
 * <p><b>Threads.</b> A thread joins once, at its first event; after that it writes to its own log only.
 */
final class Session {

    final long startNanos = System.nanoTime();
    private final ConcurrentLinkedQueue<ThreadLog> logs = new ConcurrentLinkedQueue<>();

    ThreadLog join(Thread thread) {
        ThreadLog log = new ThreadLog(this, thread);
        if (!ProbeWarmUp.runsOn(thread)) {
            logs.add(log);
        }
        return log;
    }

    List<ThreadLog> logs() {
        return List.copyOf(logs);
    }
}
