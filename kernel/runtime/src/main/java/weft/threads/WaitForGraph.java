package weft.threads;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which thread waits for which {@link NamedLock}: the bookkeeping in which a deadlock is a circle.
 *
 * <p>It is looked at whenever a thread begins to wait, so a deadlock is known at the moment when it closes, for
 * virtual threads as well, of which the JVM's own search knows nothing. No circle is missed: whoever waits last in it
 * finds all others waiting, and the locks they hold marked as theirs.
 *
 * <p><b>Threads.</b> All state is guarded by the class's monitor. A wait may be noted a moment longer than it lasts;
 * its lock then has no holder or the waiter itself, and so is no link in a circle.
 */
final class WaitForGraph {

    private static final Map<Thread, NamedLock> WAITS = new HashMap<>();

    private WaitForGraph() {}

    static synchronized void waits(Thread thread, NamedLock lock) {
        WAITS.put(thread, lock);
        // Who watches for a deadlock looks again.
        WaitForGraph.class.notifyAll();
    }

    static synchronized void waitsNoLonger(Thread thread) {
        WAITS.remove(thread);
    }

    /** The circle that one of these threads is part of. */
    static synchronized Optional<Deadlock> deadlockAmong(Iterable<Thread> threads) {
        for (Thread start : threads) {
            List<Deadlock.Wait> circle = circleFrom(start);
            if (!circle.isEmpty()) {
                return Optional.of(new Deadlock(circle));
            }
        }
        return Optional.empty();
    }

    static synchronized Optional<Deadlock> deadlock() {
        return deadlockAmong(List.copyOf(WAITS.keySet()));
    }

    /** Waits until some thread begins to wait for a lock, or that time is over. */
    static void awaitChange(long millis) throws InterruptedException {
        synchronized (WaitForGraph.class) {
            WaitForGraph.class.wait(millis);
        }
    }

    private static List<Deadlock.Wait> circleFrom(Thread start) {
        List<Deadlock.Wait> path = new ArrayList<>();
        Thread waiter = start;
        while (path.size() <= WAITS.size()) {
            NamedLock lock = WAITS.get(waiter);
            Optional<Thread> holder = lock == null ? Optional.empty() : lock.holder();
            if (lock == null || holder.isEmpty() || holder.get() == waiter) {
                return List.of();
            }
            path.add(new Deadlock.Wait(waiter, lock.name(), holder.get(), true));
            waiter = holder.get();
            if (waiter == start) {
                return path;
            }
        }
        // The path runs into a circle of which the start is not a part.
        return List.of();
    }
}
