package weft.timeline.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import weft.timeline.model.QueueStep;

/**
 * How many tasks of one pool waited for a worker, and when. A task waited if its worker was busy with another task of
 * the pool after it was handed in; the way to a worker that is free, or that is made for it, is no wait.
 */
final class PoolQueue {

    /** What a worker did before the recording is not known; a free one would have come sooner. */
    private static final long BUSY_BEFORE_NANOS = 10_000_000;

    private final Object pool;
    private final List<TaskTrack> tasks;
    private final Session session;
    private final Window window;
    private final List<Change> changes = new ArrayList<>();
    private final Map<Thread, Long> busyUntil = new HashMap<>();

    private record Change(long nanos, int by) {}

    /** @param tasks in the order in which they were handed in */
    PoolQueue(Object pool, List<TaskTrack> tasks, Session session, Window window) {
        this.pool = pool;
        this.tasks = tasks;
        this.session = session;
        this.window = window;
    }

    List<QueueStep> steps() {
        startedTasks();
        lostTasks();
        // Of two at one time the task that comes is first: no queue is shorter than empty.
        changes.sort(Comparator.comparingLong(Change::nanos).thenComparing(change -> -change.by()));
        List<QueueStep> steps = new ArrayList<>();
        int length = 0;
        for (Change change : changes) {
            length += change.by();
            if (change.nanos() <= window.untilNanos()) {
                steps.add(new QueueStep(window.at(change.nanos()), length));
            }
        }
        return steps;
    }

    private void startedTasks() {
        List<TaskTrack> inOrder = new ArrayList<>(tasks);
        inOrder.sort(Comparator.comparingLong(task -> task.startNanos));
        for (TaskTrack task : inOrder) {
            Thread worker = task.worker;
            if (worker != null) {
                long busy = busyUntil.getOrDefault(worker, busyBefore(task, worker));
                if (busy > task.submittedNanos) {
                    queued(task, task.startNanos);
                }
                busyUntil.put(worker, Math.max(busy, task.endNanos));
            }
        }
    }

    /** Until when it was busy, or may have been, before the first of its tasks that was seen. */
    private long busyBefore(TaskTrack first, Thread worker) {
        boolean mayBe = !session.sawTheMakingOf(worker) && first.startNanos - first.submittedNanos > BUSY_BEFORE_NANOS;
        return mayBe ? first.startNanos : Long.MIN_VALUE;
    }

    /** Tasks that never ran: cancelled, thrown away, or still in the queue, if there are workers that are still busy. */
    private void lostTasks() {
        long lastEnd =
                busyUntil.values().stream().max(Comparator.naturalOrder()).orElse(Long.MIN_VALUE);
        long firstLaterStart = Long.MAX_VALUE;
        for (int i = tasks.size() - 1; i >= 0; i--) {
            TaskTrack task = tasks.get(i);
            if (task.worker == null) {
                queued(task, Math.min(firstLaterStart, lastEnd));
            } else if (isFirstInFirstOut(pool)) {
                firstLaterStart = Math.min(firstLaterStart, task.startNanos);
            }
        }
    }

    private static boolean isFirstInFirstOut(Object pool) {
        return pool instanceof ThreadPoolExecutor threads
                ? !(threads.getQueue() instanceof PriorityBlockingQueue)
                : !(pool instanceof ForkJoinPool);
    }

    private void queued(TaskTrack task, long untilNanos) {
        if (task.isQueued && untilNanos > task.submittedNanos) {
            changes.add(new Change(task.submittedNanos, 1));
            changes.add(new Change(untilNanos, -1));
        }
    }
}
