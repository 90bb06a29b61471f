package weft.agent;

import org.jspecify.annotations.Nullable;
import weft.timeline.capture.Probes;
import weft.timeline.capture.TaskTrack;

/**
 * A task that a scheduler runs again and again, carried by its cell. Each run is a task of its own: the worker that has
 * run it puts it back into the scheduler's queue.
 *
 * <p><b>Threads.</b> A scheduler runs one such task on one thread at a time, and orders each run before the next.
 */
final class RepeatedRunnable implements Runnable {

    private final Runnable task;
    private final int cell;
    private final Object scheduler;
    private final String schedulerName;
    private final String name;
    private @Nullable TaskTrack first;
    private @Nullable Thread worker;
    private long ranUntilNanos;

    RepeatedRunnable(
            Runnable task, int cell, Object scheduler, String schedulerName, String name, @Nullable TaskTrack first) {
        this.task = task;
        this.cell = cell;
        this.scheduler = scheduler;
        this.schedulerName = schedulerName;
        this.name = name;
        this.first = first;
    }

    @Override
    public void run() {
        try {
            new Carrier(cell, next()).run(task);
        } finally {
            worker = Thread.currentThread();
            ranUntilNanos = System.nanoTime();
        }
    }

    private @Nullable TaskTrack next() {
        TaskTrack submitted = first;
        Thread by = worker;
        first = null;
        return submitted != null || by == null
                ? submitted
                : Probes.again(scheduler, schedulerName, name, by, ranUntilNanos);
    }

    /** The task's own words, for {@code shutdownNow} and queues that a lesson prints. */
    @Override
    public String toString() {
        return task.toString();
    }
}
