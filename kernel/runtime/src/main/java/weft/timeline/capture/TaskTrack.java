package weft.timeline.capture;

import org.jspecify.annotations.Nullable;

/**
 * The way of one task from the thread that hands it over, through a pool's queue, to the worker that runs it.
 *
 * <p><b>Threads.</b> Made and handed over by the submitter; {@link #begin} and {@link #end} are called by the worker,
 * which got the task by way of the pool's own synchronisation.
 */
public final class TaskTrack {

    final Thread submitter;
    final String name;
    final long submittedNanos;

    /** Whether it waits for a worker from the beginning, and not first for its time or for another task. */
    boolean isQueued = true;

    @Nullable Object pool;

    String poolName = "";

    @Nullable Object future;

    @Nullable Thread worker;

    long startNanos;
    long endNanos = Event.OPEN;

    TaskTrack(Thread submitter, String name, long submittedNanos) {
        this.submitter = submitter;
        this.name = name;
        this.submittedNanos = submittedNanos;
    }

    void handedTo(Object newPool, String newPoolName) {
        pool = newPool;
        poolName = newPoolName;
    }

    /** The future that gives the task's result, so that a wait for it leads to the worker. */
    public static void promised(@Nullable TaskTrack track, Object future) {
        if (track != null) {
            track.future = future;
        }
    }

    /** It begins when its time has come, or when another task is done: until then it waits for no worker. */
    public static void waitsForMore(@Nullable TaskTrack track) {
        if (track != null) {
            track.isQueued = false;
        }
    }

    /** The pool did not take it: then it is no task of the pool, unless the caller has run it. */
    public static void refused(@Nullable TaskTrack track) {
        if (track != null && track.worker == null) {
            track.pool = null;
        }
    }

    /** The calling thread begins to run the task of this track; null for a task that nobody follows. */
    public static void begin(@Nullable TaskTrack track) {
        if (track != null) {
            Probes.log();
            track.startNanos = System.nanoTime();
            track.worker = Thread.currentThread();
        }
    }

    /** The calling thread has run the task. */
    public static void end(@Nullable TaskTrack track) {
        if (track != null) {
            track.endNanos = System.nanoTime();
        }
    }
}
