package weft.timeline.capture;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The time during which the probes are on: from the start of the first recording to the stop of the last that overlaps
 * it. Recordings are windows over it, so one may lie in another.
 *
 * <p><b>Threads.</b> A thread joins once, at its first event; after that it writes to its own log only.
 */
final class Session {

    final long startNanos = System.nanoTime();
    private final long firstThreadId = new Thread().getId();
    private final ConcurrentLinkedQueue<ThreadLog> logs = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<SameObject, TaskTrack> forked = new ConcurrentHashMap<>();

    /** A key that is equal to no other than one of the very same object. */
    private record SameObject(Object object) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof SameObject same && same.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }

    ThreadLog join(Thread thread) {
        ThreadLog log = new ThreadLog(this, thread);
        if (!ProbeWarmUp.runsOn(thread)) {
            logs.add(log);
        }
        return log;
    }

    /** Whether the thread was made since the session began: ids are given in order. */
    boolean sawTheMakingOf(Thread thread) {
        return thread.getId() > firstThreadId;
    }

    List<ThreadLog> logs() {
        return List.copyOf(logs);
    }

    /** A task that nothing can be put in the place of, and its track. */
    void forked(Object task, TaskTrack track) {
        forked.put(new SameObject(task), track);
    }

    @Nullable TaskTrack forked(Object task) {
        return forked.get(new SameObject(task));
    }

    void forget(Object task) {
        forked.remove(new SameObject(task));
    }
}
