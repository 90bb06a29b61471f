package weft.timeline.capture;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import weft.timeline.model.Lane;
import weft.timeline.model.Timeline;

/**
 * Looks whether the threads of a recording can still move. A ring of threads that wait for each other leaves no event
 * and ends by nothing, so nothing can be waited for here but time: it looks every 100 ms, and less often where a look
 * takes long.
 *
 * <p>Only a ring is a proof. A thread that waits for a latch may be woken by anybody.
 *
 * <p><b>Threads.</b> A thread of its own, {@code weft-watch}, looks and tells. {@link #close} may be called from any
 * thread, that one included.
 */
public final class Watch implements AutoCloseable {

    private static final long PERIOD_NANOS = 100_000_000;

    /** Of one core, a tenth at most. */
    private static final int COST_DIVISOR = 10;

    /**
     * Threads that can never go on.
     *
     * @param ring those that wait for each other
     * @param all these, and all that wait, directly or not, for one of them
     */
    public record Stuck(Set<Thread> ring, Set<Thread> all) {}

    private final Recording recording;
    private final Consumer<Stuck> listener;
    private Set<Long> before = Set.of();
    private boolean told;
    private volatile boolean closed;

    /** One that does not look by itself. */
    Watch(Recording recording, Consumer<Stuck> listener) {
        this.recording = recording;
        this.listener = listener;
    }

    /**
     * Begins to look.
     *
     * @param listener told again at every look, as long as there are such threads
     */
    public static Watch over(Recording recording, Consumer<Stuck> listener) {
        Watch watch = new Watch(recording, listener);
        // It inherits nothing, so that it does not become a thread of the cell.
        Thread thread = new Thread(null, watch::run, "weft-watch", 0, false);
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private void run() {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long cost = 0;
        while (!closed) {
            // A ring that is seen for the first time is soon looked at again.
            boolean isNew = !before.isEmpty() && !told;
            LockSupport.parkNanos(isNew ? PERIOD_NANOS : Math.max(PERIOD_NANOS, cost * COST_DIVISOR));
            // Processor time: on a busy machine a look takes long, and is not to be waited for ten times as long again.
            long start = clock.getCurrentThreadCpuTime();
            look();
            cost = clock.getCurrentThreadCpuTime() - start;
        }
    }

    /** By one thread. */
    void look() {
        List<Thread> waiting =
                recording.threads().stream().filter(Watch::waitsForOthers).toList();
        if (waiting.isEmpty() || closed) {
            before = Set.of();
            return;
        }
        Timeline timeline = recording.snapshot();
        Set<Long> stuck = ids(timeline.stuck());
        // The threads were not stopped while they were looked at, so only what is seen twice is believed.
        Set<Thread> certain = new HashSet<>();
        for (Thread thread : waiting) {
            if (stuck.contains(thread.getId()) && before.contains(thread.getId())) {
                certain.add(thread);
            }
        }
        before = stuck;
        told = !certain.isEmpty();
        if (told && !closed) {
            Set<Long> inRings = ids(timeline.inRings());
            Set<Thread> ring = certain.stream()
                    .filter(thread -> inRings.contains(thread.getId()))
                    .collect(Collectors.toSet());
            listener.accept(new Stuck(ring, certain));
        }
    }

    private static Set<Long> ids(List<Lane> lanes) {
        return lanes.stream().map(Lane::id).collect(Collectors.toSet());
    }

    private static boolean waitsForOthers(Thread thread) {
        return thread.getState() == Thread.State.BLOCKED || thread.getState() == Thread.State.WAITING;
    }

    @Override
    public void close() {
        closed = true;
    }
}
