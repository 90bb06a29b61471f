package weft.agent;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import weft.timeline.capture.TaskTrack;

/**
 * As {@link Tasks}, for what runs when another task is done: {@code thenApplyAsync} and its kin. The host weaves a call of
 * one of these around the function.
 */
public final class ChainedTasks {

    private ChainedTasks() {}

    public static @Nullable Runnable carryRunnable(@Nullable Runnable task) {
        if (task == null) {
            return null;
        }
        Carrier carrier = Carrier.of(task);
        return () -> carrier.run(() -> {
            task.run();
            return task;
        });
    }

    public static <T, R> @Nullable Function<T, R> carryFunction(@Nullable Function<T, R> task) {
        if (task == null) {
            return null;
        }
        Carrier carrier = Carrier.of(task);
        return value -> carrier.run(() -> task.apply(value));
    }

    public static <T> @Nullable Consumer<T> carryConsumer(@Nullable Consumer<T> task) {
        if (task == null) {
            return null;
        }
        Carrier carrier = Carrier.of(task);
        return value -> carrier.run(() -> {
            task.accept(value);
            return task;
        });
    }

    public static <T, U, R> @Nullable BiFunction<T, U, R> carryBiFunction(@Nullable BiFunction<T, U, R> task) {
        if (task == null) {
            return null;
        }
        Carrier carrier = Carrier.of(task);
        return (value, other) -> carrier.run(() -> task.apply(value, other));
    }

    public static <T, U> @Nullable BiConsumer<T, U> carryBiConsumer(@Nullable BiConsumer<T, U> task) {
        if (task == null) {
            return null;
        }
        Carrier carrier = Carrier.of(task);
        return (value, other) -> carrier.run(() -> {
            task.accept(value, other);
            return task;
        });
    }

    private record Carrier(int cell, @Nullable TaskTrack track) {

        static Carrier of(Object task) {
            TaskTrack track = Tasks.track(task);
            TaskTrack.follows(track);
            return new Carrier(CurrentCell.get(), track);
        }

        <R> R run(Supplier<R> task) {
            Integer before = CurrentCell.swap(cell);
            TaskTrack.begin(track);
            try {
                return task.get();
            } finally {
                TaskTrack.end(track);
                CurrentCell.restore(before);
            }
        }
    }
}
