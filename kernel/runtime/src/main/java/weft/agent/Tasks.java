package weft.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import weft.timeline.capture.Probes;
import weft.timeline.capture.TaskTrack;

/**
 * Lets a task belong to the cell that submitted it, not to the one that made the pool's worker. The host weaves a call
 * of one of these around the task wherever a cell hands one to an executor, and before each start of a thread.
 */
public final class Tasks {

    private Tasks() {}

    /** A thread made in one cell and started in another belongs to the one that starts it. */
    public static void starting(@Nullable Object perhapsThread) {
        if (perhapsThread instanceof Thread thread && thread.getState() == Thread.State.NEW) {
            CellThreads.adopt(thread, CurrentCell.get());
        }
    }

    public static @Nullable Runnable carry(@Nullable Runnable task) {
        return task == null || task instanceof CarriedRunnable ? task : new CarriedRunnable(task, Carrier.of(task));
    }

    /**
     * As {@link #carry(Runnable)}; but a pool that compares its tasks, or a class of the learner's own that may know
     * them, gets the task itself. Its output then belongs to the cell that made the worker. What is no pool gets the
     * task itself too.
     */
    public static @Nullable Runnable carryTo(@Nullable Object perhapsPool, @Nullable Runnable task) {
        return task != null && takesCarried(perhapsPool, task) ? carry(task) : task;
    }

    public static <T> @Nullable Callable<T> carryTo(@Nullable Object perhapsPool, @Nullable Callable<T> task) {
        return task != null && takesCarried(perhapsPool, task) ? carry(task) : task;
    }

    @SuppressWarnings("unchecked") // Of no pool the collection is left as it is, whatever is in it.
    public static <T> @Nullable Collection<Callable<T>> carryTo(
            @Nullable Object perhapsPool, @Nullable Collection<? extends Callable<T>> tasks) {
        return perhapsPool instanceof Executor ? carryAll(tasks) : (Collection<Callable<T>>) tasks;
    }

    private static boolean takesCarried(@Nullable Object perhapsPool, Object task) {
        boolean isLambda = task.getClass().isHidden();
        return perhapsPool instanceof Executor pool && (isLambda || !looksAtTasks(pool));
    }

    private static boolean looksAtTasks(Executor pool) {
        return pool instanceof ThreadPoolExecutor threads
                && (threads.getQueue() instanceof PriorityBlockingQueue
                        || !Executor.class.getModule().equals(threads.getClass().getModule()));
    }

    public static <T> @Nullable Callable<T> carry(@Nullable Callable<T> task) {
        return task == null ? null : new CarriedCallable<>(task, Carrier.of(task));
    }

    public static <T> @Nullable Supplier<T> carry(@Nullable Supplier<T> task) {
        return task == null ? null : new CarriedSupplier<>(task, Carrier.of(task));
    }

    public static <T> @Nullable Collection<Callable<T>> carryAll(@Nullable Collection<? extends Callable<T>> tasks) {
        if (tasks == null) {
            return null;
        }
        List<Callable<T>> carried = new ArrayList<>(tasks.size());
        for (Callable<T> task : tasks) {
            carried.add(task == null ? null : new CarriedCallable<>(task, Carrier.of(task)));
        }
        return carried;
    }

    /**
     * Schedules the task, carried by the present cell.
     *
     * @param source the scheduler as the source names it; empty where it has no name
     */
    public static ScheduledFuture<?> schedule(
            ScheduledExecutorService scheduler,
            @Nullable Runnable task,
            long delay,
            @Nullable TimeUnit unit,
            String source) {
        if (task == null) {
            return scheduler.schedule(task, delay, unit);
        }
        TaskTrack track = track(scheduler, source, task, delay);
        var carried = new CarriedRunnable(task, new Carrier(CurrentCell.get(), track));
        ScheduledFuture<?> future = orRefuse(track, () -> scheduler.schedule(carried, delay, unit));
        TaskTrack.promised(track, future);
        return future;
    }

    /** As {@link #schedule(ScheduledExecutorService, Runnable, long, TimeUnit, String)}, of a task with a result. */
    public static <T> ScheduledFuture<T> schedule(
            ScheduledExecutorService scheduler,
            @Nullable Callable<T> task,
            long delay,
            @Nullable TimeUnit unit,
            String source) {
        if (task == null) {
            return scheduler.schedule(task, delay, unit);
        }
        TaskTrack track = track(scheduler, source, task, delay);
        var carried = new CarriedCallable<>(task, new Carrier(CurrentCell.get(), track));
        ScheduledFuture<T> future = orRefuse(track, () -> scheduler.schedule(carried, delay, unit));
        TaskTrack.promised(track, future);
        return future;
    }

    public static ScheduledFuture<?> scheduleAtFixedRate(
            ScheduledExecutorService scheduler,
            @Nullable Runnable task,
            long initialDelay,
            long period,
            @Nullable TimeUnit unit,
            String source) {
        if (task == null) {
            return scheduler.scheduleAtFixedRate(task, initialDelay, period, unit);
        }
        TaskTrack track = track(scheduler, source, task, initialDelay);
        Runnable carried = repeated(scheduler, source, task, track);
        return orRefuse(track, () -> scheduler.scheduleAtFixedRate(carried, initialDelay, period, unit));
    }

    public static ScheduledFuture<?> scheduleWithFixedDelay(
            ScheduledExecutorService scheduler,
            @Nullable Runnable task,
            long initialDelay,
            long delay,
            @Nullable TimeUnit unit,
            String source) {
        if (task == null) {
            return scheduler.scheduleWithFixedDelay(task, initialDelay, delay, unit);
        }
        TaskTrack track = track(scheduler, source, task, initialDelay);
        Runnable carried = repeated(scheduler, source, task, track);
        return orRefuse(track, () -> scheduler.scheduleWithFixedDelay(carried, initialDelay, delay, unit));
    }

    private static Runnable repeated(
            ScheduledExecutorService scheduler, String source, Runnable task, @Nullable TaskTrack track) {
        return new RepeatedRunnable(task, CurrentCell.get(), scheduler, source, nameOf(task), track);
    }

    private static @Nullable TaskTrack track(Object pool, String poolName, Object task, long delay) {
        if (!Probes.isOn()) {
            return null;
        }
        TaskTrack track = Probes.submitting(pool, poolName, nameOf(task));
        if (delay > 0) {
            TaskTrack.waitsForMore(track);
        }
        return track;
    }

    private static <F> F orRefuse(@Nullable TaskTrack track, Supplier<F> handOver) {
        try {
            return handOver.get();
        } catch (RejectedExecutionException e) {
            TaskTrack.refused(track);
            throw e;
        }
    }

    static @Nullable TaskTrack track(Object task) {
        return Probes.isOn() ? Probes.submitting(nameOf(task)) : null;
    }

    /** A class that has a name has it for a reason; of a lambda there is none to tell. */
    private static String nameOf(Object task) {
        Class<?> type = task.getClass();
        return type.isHidden() || type.isSynthetic() ? "" : type.getSimpleName();
    }

    private record CarriedRunnable(Runnable task, Carrier carrier) implements Runnable {
        @Override
        public void run() {
            carrier.run(task);
        }

        /** The task's own words, for {@code shutdownNow} and queues that a lesson prints. */
        @Override
        public String toString() {
            return task.toString();
        }
    }

    private record CarriedCallable<T>(Callable<T> task, Carrier carrier) implements Callable<T> {
        @Override
        public T call() throws Exception {
            return carrier.run(task::call);
        }

        @Override
        public String toString() {
            return task.toString();
        }
    }

    private record CarriedSupplier<T>(Supplier<T> task, Carrier carrier) implements Supplier<T> {
        @Override
        public T get() {
            return carrier.run(task::get);
        }

        @Override
        public String toString() {
            return task.toString();
        }
    }
}
