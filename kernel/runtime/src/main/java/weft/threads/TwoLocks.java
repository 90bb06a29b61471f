package weft.threads;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two threads and two locks: taken in opposite order, in one order, and with a limit to patience.
 *
 * <p><b>Lesson.</b> {@link #inOppositeOrder}: each takes its first lock, they meet, each waits for the other's lock.
 * That is a deadlock in every run. {@link #inOneOrder}: the same work cannot get stuck, since who has the first lock
 * can have the second. {@link #withTryLock}: who cannot get the second lock within a time gives the first one back
 * and tries again. It comes through, but nobody can say after how many tries.
 *
 * @param how which of the three
 * @param deadlock the deadlock that was met and resolved, if there was one
 * @param done how many of the two threads did their work
 * @param retries how often a thread gave a lock back and tried again
 */
public record TwoLocks(String how, Optional<Deadlock> deadlock, int done, int retries) {

    private static final class Run {
        final NamedLock lockA = new NamedLock("lockA");
        final NamedLock lockB = new NamedLock("lockB");
        final AtomicInteger done = new AtomicInteger();
        final AtomicInteger retries = new AtomicInteger();

        TwoLocks finish(String how, List<Thread> threads) {
            try {
                Optional<Deadlock> deadlock = Deadlocks.await(threads);
                deadlock.ifPresent(Deadlock::resolve);
                Threads.joinAll(threads);
                return new TwoLocks(how, deadlock, done.get(), retries.get());
            } catch (Interrupted e) {
                threads.forEach(Thread::interrupt);
                throw e;
            }
        }
    }

    /** Gets stuck in every run, is found, named and resolved: one of the two threads has given way. */
    public static TwoLocks inOppositeOrder() {
        Run run = new Run();
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        Thread one = Threads.start(
                "one",
                () -> run.lockA.run(() -> {
                    Threads.meet(bothHoldOne);
                    run.lockB.run(run.done::incrementAndGet);
                }));
        Thread two = Threads.start(
                "two",
                () -> run.lockB.run(() -> {
                    Threads.meet(bothHoldOne);
                    run.lockA.run(run.done::incrementAndGet);
                }));
        return run.finish("opposite order", List.of(one, two));
    }

    /** Never gets stuck. The threads begin together, and no meeting between the locks is possible. */
    public static TwoLocks inOneOrder() {
        Run run = new Run();
        CyclicBarrier together = new CyclicBarrier(2);
        Task body = () -> {
            Threads.meet(together);
            run.lockA.run(() -> run.lockB.run(run.done::incrementAndGet));
        };
        return run.finish("one order", List.of(Threads.start("one", body), Threads.start("two", body)));
    }

    /** Opposite order again, and both hold one lock at first; but nobody waits longer than some milliseconds. */
    public static TwoLocks withTryLock() {
        Run run = new Run();
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        Thread one =
                Threads.start("one", () -> patiently(run, run.lockA, run.lockB, bothHoldOne, Duration.ofMillis(5)));
        Thread two =
                Threads.start("two", () -> patiently(run, run.lockB, run.lockA, bothHoldOne, Duration.ofMillis(12)));
        return run.finish("tryLock", List.of(one, two));
    }

    /** The two are patient for different times; alike, they could give way to one another for long. */
    private static void patiently(
            Run run, NamedLock first, NamedLock second, CyclicBarrier meeting, Duration patience) {
        boolean[] met = {false};
        boolean[] worked = {false};
        while (!worked[0]) {
            first.run(() -> {
                if (!met[0]) {
                    met[0] = true;
                    Threads.meet(meeting);
                }
                worked[0] = second.tryRun(patience, run.done::incrementAndGet);
            });
            if (!worked[0]) {
                run.retries.incrementAndGet();
                Threads.sleep(patience);
            }
        }
    }

    @Override
    public String toString() {
        String stuck = deadlock.map(found -> found + " One gave way.").orElse("No deadlock.");
        return how + ": " + stuck + " " + done + " of 2 did their work"
                + (retries == 0 ? "." : ", after " + retries + (retries == 1 ? " new try." : " new tries."));
    }
}
