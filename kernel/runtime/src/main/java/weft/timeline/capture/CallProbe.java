package weft.timeline.capture;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.ResourceKind;

/**
 * One call in a cell, while a recording is on: what is told before it and after it. The call itself stays a call from
 * the cell; only method handles stand around it, which a stack trace does not show.
 */
final class CallProbe {

    private static final MethodHandle BEFORE = ProbeSites.find(
            CallProbe.class,
            "before",
            MethodType.methodType(Object.class, CallProbe.class, Object.class, Object.class));
    private static final MethodHandle AFTER = ProbeSites.find(
            CallProbe.class,
            "after",
            MethodType.methodType(void.class, CallProbe.class, Throwable.class, Object.class, Object.class));
    private static final MethodHandle BODY =
            ProbeSites.find(Probes.class, "bodyOrNull", MethodType.methodType(Runnable.class, Runnable.class));

    private final Probe probe;
    private final String source;

    CallProbe(Probe probe, String source) {
        this.probe = probe;
        this.source = source;
    }

    /** The call with {@link #before} and {@link #after} around it; its type stays the same. */
    MethodHandle around(MethodHandle call) {
        MethodHandle target = wrapsBody() ? withBody(call) : call;
        MethodType type = target.type();
        // (token, arguments…) → result
        MethodHandle withToken = MethodHandles.dropArguments(target, 0, Object.class);
        return MethodHandles.foldArguments(MethodHandles.tryFinally(withToken, cleanup(type)), before(type));
    }

    private boolean wrapsBody() {
        return probe.hook() == Hook.SPAWN || probe.hook() == Hook.MAKE;
    }

    private static MethodHandle withBody(MethodHandle call) {
        return MethodHandles.filterArguments(call, call.type().parameterCount() - 1, BODY);
    }

    /** (arguments…) → token */
    private MethodHandle before(MethodType type) {
        MethodHandle bound = BEFORE.bindTo(this);
        int count = type.parameterCount();
        if (count == 0) {
            return MethodHandles.insertArguments(bound, 0, null, null);
        }
        Class<?> first = type.parameterType(0);
        if (probe.hook() == Hook.CHAIN) {
            // Of a chained task the executor matters, which comes last.
            MethodHandle ofLast =
                    bound.asType(MethodType.methodType(Object.class, first, type.parameterType(count - 1)));
            return MethodHandles.permuteArguments(ofLast, type.changeReturnType(Object.class), 0, count - 1);
        }
        if (count == 1) {
            return MethodHandles.insertArguments(bound, 1, (Object) null)
                    .asType(MethodType.methodType(Object.class, first));
        }
        return bound.asType(MethodType.methodType(Object.class, first, type.parameterType(1)));
    }

    /** (thrown, [result,] token) → result */
    private MethodHandle cleanup(MethodType type) {
        MethodHandle after = AFTER.bindTo(this);
        Class<?> result = type.returnType();
        if (result == void.class) {
            return MethodHandles.insertArguments(after, 1, (Object) null);
        }
        MethodType told = MethodType.methodType(void.class, Throwable.class, result, Object.class);
        // identity(result) with the other two dropped
        MethodHandle same = MethodHandles.dropArguments(
                MethodHandles.dropArguments(MethodHandles.identity(result), 0, Throwable.class), 2, Object.class);
        return MethodHandles.foldArguments(same, after.asType(told));
    }

    /** Of a static method there is no receiver, and the first argument is what matters. */
    static @Nullable Object before(CallProbe site, @Nullable Object first, @Nullable Object second) {
        Probe probe = site.probe;
        ResourceKind kind = probe.kind();
        if (first == null && probe.hook() != Hook.PARK) {
            // The call itself will say what is wrong.
            return null;
        }
        if (kind == ResourceKind.SEMAPHORE && first != null) {
            return site.beforePermits(first, second instanceof Integer permits ? permits : 1);
        }
        return kind == null ? site.beforeThreads(first, second) : site.beforeResource(first, kind);
    }

    private @Nullable Object beforePermits(Object semaphore, int permits) {
        if (probe.hook() == Hook.ACQUIRE) {
            return Probes.acquiring(semaphore, source, permits);
        }
        Probes.releasing(semaphore, source, permits);
        return null;
    }

    private @Nullable Object beforeResource(@Nullable Object subject, ResourceKind given) {
        if (subject == null) {
            return null;
        }
        ResourceKind kind = kindOf(subject, given);
        LockViews.View view = LockViews.of(subject);
        return view == null ? beforeNamed(subject, source, kind) : beforeNamed(view.lock(), view.name(), kind);
    }

    private @Nullable Object beforeNamed(Object subject, String name, ResourceKind kind) {
        return switch (probe.hook()) {
            case ACQUIRE -> Probes.acquiring(subject, name, kind);
            case AWAIT, EXCHANGE -> Probes.waiting(subject, name, kind);
            case RESULT -> Probes.awaitingResult(subject, name);
            case RELEASE -> {
                Probes.releasing(subject, name, kind);
                yield null;
            }
            case SIGNAL -> {
                Probes.signalling(subject, name, kind);
                yield null;
            }
            default -> null;
        };
    }

    /** The two locks of a {@code ReadWriteLock} are both a {@code Lock}. */
    static ResourceKind kindOf(Object subject, ResourceKind kind) {
        if (kind == ResourceKind.LOCK) {
            String type = subject.getClass().getSimpleName();
            return type.startsWith("ReadLock")
                    ? ResourceKind.READ_LOCK
                    : type.startsWith("WriteLock") ? ResourceKind.WRITE_LOCK : kind;
        }
        return kind;
    }

    private @Nullable Object beforeThreads(@Nullable Object first, @Nullable Object second) {
        return switch (probe.hook()) {
            case SLEEP -> Probes.sleeping();
            case CONNECT -> Probes.connecting(probe.method());
            case SPAWN -> System.nanoTime();
            case PARK -> Probes.parking(first instanceof Long ? null : first);
            case VIEW -> {
                if (first instanceof StampedLock lock) {
                    LockViews.viewed(lock, source);
                }
                yield null;
            }
            case CONVERT -> Stamps.conversion(first, source, second);
            case UNSTAMP -> {
                Stamps.releasing(first, source, second);
                yield null;
            }
            case SUBMIT -> submitting(first, second);
            case CHAIN -> handingOverTo(second);
            case FORK -> ForkJoinTracks.forked(first);
            case SUBMIT_FORK -> ForkJoinTracks.submitted(first, source, second);
            case INVOKE_FORK -> ForkJoinTracks.invoked(first, source, second);
            default -> first instanceof Thread thread ? beforeThread(thread) : null;
        };
    }

    private @Nullable Object beforeThread(Thread thread) {
        return switch (probe.hook()) {
            case JOIN -> Probes.joining(thread);
            case START -> {
                Probes.starting(thread);
                yield null;
            }
            case INTERRUPT -> {
                Probes.interrupting(thread);
                yield null;
            }
            case UNPARK -> {
                Probes.signalling(thread, "", ResourceKind.FUTURE);
                yield null;
            }
            default -> null;
        };
    }

    private List<TaskTrack> submitting(@Nullable Object first, @Nullable Object second) {
        if (!probe.isStatic() && first != null) {
            return Probes.handingOver(first, source);
        }
        return handingOverTo(second);
    }

    private List<TaskTrack> handingOverTo(@Nullable Object perhapsExecutor) {
        return perhapsExecutor instanceof Executor executor
                ? Probes.handingOver(executor, source)
                : Probes.handingOver(ForkJoinPool.commonPool(), asyncPool());
    }

    /**
     * CompletableFuture until JDK 24: the common pool, "unless it does not support a parallelism level of at least two, in
     * which case, a new Thread is created to run each task"; from 25 on the common pool.
     */
    private static String asyncPool() {
        boolean isCommon = Runtime.version().feature() >= 25 || ForkJoinPool.getCommonPoolParallelism() > 1;
        return isCommon ? ForkJoinTracks.COMMON : "thread per async task";
    }

    static void after(CallProbe site, @Nullable Throwable thrown, @Nullable Object result, @Nullable Object token) {
        if (token instanceof Event event) {
            site.afterWait(
                    event,
                    thrown == null
                            && !Boolean.FALSE.equals(result)
                            && !Long.valueOf(0).equals(result));
        } else if (token instanceof Stamps.Conversion conversion && result instanceof Long stamp) {
            conversion.became(stamp);
        } else if (token instanceof List<?> tasks) {
            tasks.forEach(task -> afterHandingOver((TaskTrack) task, thrown, result));
        } else if (token instanceof Long calledNanos && result instanceof Thread thread) {
            Probes.started(thread, calledNanos);
        }
    }

    private static void afterHandingOver(TaskTrack task, @Nullable Throwable thrown, @Nullable Object result) {
        task.future = result;
        if (thrown instanceof RejectedExecutionException) {
            TaskTrack.refused(task);
        }
    }

    private void afterWait(Event event, boolean succeeded) {
        Object subject = event.subject;
        ResourceKind kind = event.resource;
        if (probe.hook() == Hook.ACQUIRE && succeeded && subject != null && kind != null) {
            Probes.acquired(subject, event.name, kind);
            return;
        }
        Probes.over(event);
        if (probe.hook() == Hook.EXCHANGE && succeeded && subject != null && kind != null) {
            Probes.signalling(subject, source, kind);
        }
    }
}
