package weft.threads;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import weft.timeline.capture.Probes;

/**
 * A run in which threads meet, if the code lets them, between a read and the write that follows it.
 *
 * <pre>{@code
 * void deposit(int amount) {
 *     int read = balance;
 *     gap();
 *     balance = read + amount;
 * }
 * Race.force(2, () -> deposit(10));
 * }</pre>
 *
 * <p><b>Lesson.</b> A data race that shows itself once in a million runs is a fault all the same. The {@code gap} holds
 * each thread until all others have come as well, have ended, or wait for a lock that a thread in the gap holds. An
 * unprotected update is lost in every run, on one core and on many; a protected one passes, whatever kind of lock
 * protects it, {@code synchronized} included.
 *
 * <p><b>What it does not claim.</b> How often the update would be lost without the gap: ask {@link LostUpdate#plain}.
 *
 * <p><b>Threads.</b> The state of one run is guarded by its monitor. Threads that cannot come are found by looking at
 * their state each millisecond, since the JVM sends no word of it; a lock that tells its owner ({@code synchronized},
 * {@code ReentrantLock}) is known at once, one that does not ({@code Semaphore}) once the wait has lasted 100 ms.
 */
public final class Race {

    private static final ThreadLocal<@Nullable Race> CURRENT = new ThreadLocal<>();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long OWNERLESS_WAIT_NANOS = 100_000_000;

    private final ThreadMXBean beans = ManagementFactory.getThreadMXBean();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final Set<Thread> inGap = new HashSet<>();
    private final Map<Thread, Long> waitingSince = new HashMap<>();
    private long meeting;
    private int met;

    private Race() {}

    /**
     * What a forced run has shown. As evidence it speaks against a claim when two threads stood in the gap at once.
     *
     * @param met the most threads that stood in the gap at the same time
     */
    public record Result(int threads, int met) implements Evidence {

        @Override
        public Optional<String> against() {
            if (met < 2) {
                return Optional.empty();
            }
            return Optional.of(met + " threads stood between the read and the write at the same time, so one update"
                    + " is lost; let one lock guard the read and the write together");
        }

        @Override
        public String toString() {
            return met < 2
                    ? "never two of the " + threads + " threads between read and write"
                    : met + " of " + threads + " threads between read and write at the same time";
        }
    }

    /** Runs the body in that many threads, named racer-1, racer-2 and so on, which meet in the gap if they can. */
    public static Result force(int threads, Task body) {
        return force(Collections.nCopies(threads, body).toArray(new Task[0]));
    }

    /** Runs each body in a thread of its own. The first failure of a body is thrown again, under its own name. */
    public static Result force(Task... bodies) {
        Race race = new Race();
        List.copyOf(Arrays.asList(bodies)).forEach(race::add);
        race.threads.forEach(Threads::begin);
        Threads.joinOrStop(race.threads);
        return race.result();
    }

    private void add(Task body) {
        Runnable racing = () -> {
            CURRENT.set(this);
            try {
                body.run();
            } catch (Throwable failure) {
                failures.add(failure);
            }
        };
        threads.add(new Thread(Probes.body(racing), "racer-" + (threads.size() + 1)));
    }

    private Result result() {
        for (Throwable failure : failures) {
            if (failure instanceof Error error) {
                throw error;
            }
            throw Threads.<RuntimeException>unchecked((Exception) failure);
        }
        return new Result(threads.size(), met);
    }

    static void meetInGap() {
        Race race = CURRENT.get();
        if (race != null) {
            race.meet();
        } else {
            Schedule.pass("is between read and write");
        }
    }

    private synchronized void meet() {
        long mine = meeting;
        long deadline = System.nanoTime() + LIMIT.toNanos();
        inGap.add(Thread.currentThread());
        while (mine == meeting) {
            if (nobodyElseCanCome()) {
                met = Math.max(met, inGap.size());
                meeting++;
                inGap.clear();
                notifyAll();
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited " + LIMIT.toSeconds() + " s in the gap for the other threads,"
                        + " which neither came nor ended; take out what lets them wait, a sleep for example");
            }
            try {
                wait(1);
            } catch (InterruptedException e) {
                inGap.remove(Thread.currentThread());
                throw Interrupted.restoringFlag("waiting in the gap", e);
            }
        }
    }

    private boolean nobodyElseCanCome() {
        for (Thread thread : threads) {
            boolean accounted = inGap.contains(thread)
                    || thread.getState() == Thread.State.TERMINATED
                    || waitsForGap(thread, threads.size());
            if (!accounted) {
                return false;
            }
        }
        return true;
    }

    /** Whether that thread waits for a lock held in the gap, perhaps by way of other waiting threads. */
    private boolean waitsForGap(Thread thread, int depth) {
        ThreadInfo info = beans.getThreadInfo(thread.getId());
        if (info == null || depth == 0) {
            return false;
        }
        long owner = info.getLockOwnerId();
        if (isAtThisMonitor(info)) {
            // It is coming: it waits for no more than this very look around to end.
            return false;
        }
        if (owner >= 0) {
            waitingSince.remove(thread);
            return threads.stream()
                    .filter(other -> other.getId() == owner)
                    .anyMatch(other -> inGap.contains(other) || waitsForGap(other, depth - 1));
        }
        if (info.getThreadState() != Thread.State.WAITING) {
            waitingSince.remove(thread);
            return false;
        }
        long since = waitingSince.computeIfAbsent(thread, first -> System.nanoTime());
        return System.nanoTime() - since > OWNERLESS_WAIT_NANOS;
    }

    private static boolean isAtThisMonitor(ThreadInfo info) {
        LockInfo lock = info.getLockInfo();
        return lock != null && lock.getClassName().equals(Race.class.getName());
    }
}
