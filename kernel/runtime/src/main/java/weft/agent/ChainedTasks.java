package weft.agent;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
        Carrier carrier = Carrier.following(task);
        return () -> carrier.run(task);
    }

    public static <T, R> @Nullable Function<T, R> carryFunction(@Nullable Function<T, R> task) {
        if (task == null) {
            return null;
        }
        Carrier carrier = Carrier.following(task);
        return value -> carrier.run(() -> task.apply(value));
    }

    public static <T> @Nullable Consumer<T> carryConsumer(@Nullable Consumer<T> task) {
        if (task == null) {
            return null;
        }
        Carrier carrier = Carrier.following(task);
        return value -> carrier.run((Runnable) () -> task.accept(value));
    }

    public static <T, U, R> @Nullable BiFunction<T, U, R> carryBiFunction(@Nullable BiFunction<T, U, R> task) {
        if (task == null) {
            return null;
        }
        Carrier carrier = Carrier.following(task);
        return (value, other) -> carrier.run(() -> task.apply(value, other));
    }

    public static <T, U> @Nullable BiConsumer<T, U> carryBiConsumer(@Nullable BiConsumer<T, U> task) {
        if (task == null) {
            return null;
        }
        Carrier carrier = Carrier.following(task);
        return (value, other) -> carrier.run((Runnable) () -> task.accept(value, other));
    }
}
