package weft.timeline.capture;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * Follows a {@code ForkJoinTask} from its fork to the worker that computes it. Nothing can be put in its place, as the
 * program joins the very object; so the task itself leads from the one to the other.
 *
 * <p><b>Threads.</b> Any thread.
 */
final class ForkJoinTracks {

    /** What everybody calls it. */
    static final String COMMON = "common pool";

    private ForkJoinTracks() {}

    /** The calling thread puts the task into its own pool's queue. */
    static @Nullable Object forked(@Nullable Object task) {
        ForkJoinPool pool = ForkJoinTask.getPool();
        track(pool == null ? ForkJoinPool.commonPool() : pool, "", task);
        return null;
    }

    static @Nullable Object submitted(@Nullable Object pool, String poolName, @Nullable Object task) {
        track(pool, poolName, task);
        return null;
    }

    /** As {@link #submitted}; what is returned ends the wait for the result. */
    static @Nullable Object invoked(@Nullable Object pool, String poolName, @Nullable Object task) {
        track(pool, poolName, task);
        return task == null ? null : Probes.awaitingResult(task, "");
    }

    private static void track(@Nullable Object pool, String poolName, @Nullable Object task) {
        ThreadLog log = Probes.log();
        if (log == null || pool == null || task == null) {
            return;
        }
        Class<?> type = task.getClass();
        TaskTrack track = new TaskTrack(log.thread, type.isHidden() ? "" : type.getSimpleName(), System.nanoTime());
        if (log.keep(track)) {
            track.handedTo(pool, pool == ForkJoinPool.commonPool() ? COMMON : poolName);
            track.future = task;
            log.session.forked(task, track);
        }
    }

    /** The calling thread begins to compute the task; one that was not forked but called is a part of its caller. */
    static void computing(Object task) {
        ThreadLog log = Probes.log();
        if (log == null) {
            return;
        }
        TaskTrack track = log.session.forked(task);
        if (track != null && track.worker == null) {
            TaskTrack.begin(track);
        }
    }

    /** The calling thread has computed the task, or has thrown out of it. */
    static void computed(Object task) {
        ThreadLog log = Probes.log();
        if (log == null) {
            return;
        }
        TaskTrack track = log.session.forked(task);
        if (track != null && track.worker == Thread.currentThread()) {
            TaskTrack.end(track);
            log.session.forget(task);
        }
    }
}
