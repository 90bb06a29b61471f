package weft.threads;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The search for deadlocks: among {@link NamedLock}s by own bookkeeping, among all other locks by the JVM's.
 *
 * <p><b>What it does not claim.</b> To find a deadlock of virtual threads that wait in {@code synchronized} or for a
 * {@code ReentrantLock}: the JVM's search looks at platform threads only. Nor a circle with a latch or a queue in it,
 * which have no holder.
 */
public final class Deadlocks {

    /** How long a look at the JVM's own locks may be old; a NamedLock's wait is known at once. */
    private static final long LOOK_EVERY_MILLIS = 20;

    private Deadlocks() {}

    /** A deadlock that is there now, if there is one. */
    public static Optional<Deadlock> find() {
        return WaitForGraph.deadlock().or(() -> amongJvmLocks(Set.of()));
    }

    /** Waits until these threads have ended or are stuck in a deadlock: empty when they came through. */
    public static Optional<Deadlock> await(Thread... threads) {
        return await(Arrays.asList(threads));
    }

    public static Optional<Deadlock> await(List<Thread> threads) {
        return await(threads, Duration.ofSeconds(30));
    }

    static Optional<Deadlock> await(List<Thread> threads, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            boolean someAlive = threads.stream().anyMatch(Thread::isAlive);
            Optional<Deadlock> found = among(threads);
            if (found.isPresent() || !someAlive) {
                return found;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "after " + limit.toSeconds() + " s the threads are neither done nor in a" + " deadlock: \""
                                + threads + "\"; look what they wait for with Thread.getState()");
            }
            pause();
        }
    }

    private static Optional<Deadlock> among(List<Thread> threads) {
        Optional<Deadlock> jvm = amongJvmLocks(Set.copyOf(threads));
        // Asked last, and believed first: it knows the names, and whatever the JVM saw among NamedLocks it sees too.
        return WaitForGraph.deadlockAmong(threads).or(() -> jvm);
    }

    private static void pause() {
        try {
            WaitForGraph.awaitChange(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            throw Interrupted.restoringFlag("watching for a deadlock", e);
        }
    }

    /** @param among one of these must be part of it; empty for any */
    private static Optional<Deadlock> amongJvmLocks(Set<Thread> among) {
        ThreadMXBean beans = ManagementFactory.getThreadMXBean();
        long[] ids = beans.findDeadlockedThreads();
        if (ids == null) {
            return Optional.empty();
        }
        Map<Long, ThreadInfo> stuck = new HashMap<>();
        for (ThreadInfo info : beans.getThreadInfo(ids)) {
            if (info != null) {
                stuck.put(info.getThreadId(), info);
            }
        }
        Map<Long, Thread> threads = new HashMap<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> threads.put(thread.getId(), thread));
        among.forEach(thread -> threads.put(thread.getId(), thread));
        for (ThreadInfo start : stuck.values()) {
            List<Deadlock.Wait> circle = circleFrom(start, stuck, threads);
            boolean wanted = among.isEmpty() || circle.stream().anyMatch(wait -> among.contains(wait.thread()));
            if (!circle.isEmpty() && wanted) {
                return Optional.of(new Deadlock(circle));
            }
        }
        return Optional.empty();
    }

    private static List<Deadlock.Wait> circleFrom(
            ThreadInfo start, Map<Long, ThreadInfo> stuck, Map<Long, Thread> threads) {
        List<Deadlock.Wait> circle = new ArrayList<>();
        Set<Long> visited = new HashSet<>();
        ThreadInfo waiter = start;
        while (waiter != null && visited.add(waiter.getThreadId())) {
            Thread thread = threads.get(waiter.getThreadId());
            Thread holder = threads.get(waiter.getLockOwnerId());
            // The JVM counts a wait with a time limit as stuck, but it ends by itself.
            boolean timed = waiter.getThreadState() == Thread.State.TIMED_WAITING;
            if (thread == null || holder == null || timed) {
                return List.of();
            }
            boolean monitor = waiter.getThreadState() == Thread.State.BLOCKED;
            circle.add(new Deadlock.Wait(thread, String.valueOf(waiter.getLockName()), holder, !monitor));
            waiter = stuck.get(waiter.getLockOwnerId());
        }
        return waiter == start ? circle : List.of();
    }
}
