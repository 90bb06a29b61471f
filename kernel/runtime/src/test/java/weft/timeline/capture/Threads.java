package weft.timeline.capture;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Brings real threads into the states that tests are about. */
final class Threads {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    interface Waiting {
        void run() throws InterruptedException;
    }

    private Threads() {}

    static void awaitState(Thread thread, Thread.State state) {
        await(() -> thread.getState() == state, "thread \"" + thread.getName() + "\" is " + state);
    }

    /** Java has no call that waits until another thread waits, so this looks again and again. */
    static void await(BooleanSupplier condition, String words) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited 30 s until " + words);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    static void uninterruptibly(Waiting waiting) {
        try {
            waiting.run();
        } catch (InterruptedException e) {
            throw new AssertionError("Nobody interrupts this thread", e);
        }
    }
}
