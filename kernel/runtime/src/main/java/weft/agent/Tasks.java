package weft.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
        return task == null || task instanceof CarriedRunnable ? task : new CarriedRunnable(task, CurrentCell.get());
    }

    public static <T> @Nullable Callable<T> carry(@Nullable Callable<T> task) {
        return task == null ? null : new CarriedCallable<>(task, CurrentCell.get());
    }

    public static <T> @Nullable Supplier<T> carry(@Nullable Supplier<T> task) {
        return task == null ? null : new CarriedSupplier<>(task, CurrentCell.get());
    }

    public static <T> @Nullable Collection<Callable<T>> carryAll(@Nullable Collection<? extends Callable<T>> tasks) {
        if (tasks == null) {
            return null;
        }
        List<Callable<T>> carried = new ArrayList<>(tasks.size());
        int cell = CurrentCell.get();
        for (Callable<T> task : tasks) {
            carried.add(task == null ? null : new CarriedCallable<>(task, cell));
        }
        return carried;
    }

    public static ScheduledFuture<?> schedule(
            ScheduledExecutorService scheduler, @Nullable Runnable task, long delay, @Nullable TimeUnit unit) {
        return scheduler.schedule(carry(task), delay, unit);
    }

    public static <T> ScheduledFuture<T> schedule(
            ScheduledExecutorService scheduler, @Nullable Callable<T> task, long delay, @Nullable TimeUnit unit) {
        return scheduler.schedule(carry(task), delay, unit);
    }

    public static ScheduledFuture<?> scheduleAtFixedRate(
            ScheduledExecutorService scheduler,
            @Nullable Runnable task,
            long initialDelay,
            long period,
            @Nullable TimeUnit unit) {
        return scheduler.scheduleAtFixedRate(carry(task), initialDelay, period, unit);
    }

    public static ScheduledFuture<?> scheduleWithFixedDelay(
            ScheduledExecutorService scheduler,
            @Nullable Runnable task,
            long initialDelay,
            long delay,
            @Nullable TimeUnit unit) {
        return scheduler.scheduleWithFixedDelay(carry(task), initialDelay, delay, unit);
    }

    private record CarriedRunnable(Runnable task, int cell) implements Runnable {
        @Override
        public void run() {
            Integer before = CurrentCell.swap(cell);
            try {
                task.run();
            } finally {
                CurrentCell.restore(before);
            }
        }

        /** The task's own words, for {@code shutdownNow} and queues that a lesson prints. */
        @Override
        public String toString() {
            return task.toString();
        }
    }

    private record CarriedCallable<T>(Callable<T> task, int cell) implements Callable<T> {
        @Override
        public T call() throws Exception {
            Integer before = CurrentCell.swap(cell);
            try {
                return task.call();
            } finally {
                CurrentCell.restore(before);
            }
        }

        @Override
        public String toString() {
            return task.toString();
        }
    }

    private record CarriedSupplier<T>(Supplier<T> task, int cell) implements Supplier<T> {
        @Override
        public T get() {
            Integer before = CurrentCell.swap(cell);
            try {
                return task.get();
            } finally {
                CurrentCell.restore(before);
            }
        }

        @Override
        public String toString() {
            return task.toString();
        }
    }
}
