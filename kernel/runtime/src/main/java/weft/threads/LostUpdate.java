package weft.threads;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Threads that add to one counter: how much was expected, how much was counted.
 *
 * <p><b>Lesson.</b> {@code x = x + 1} is a read and a write. Forced, with a meeting between the two, one update of two
 * is lost in every run. With a {@code yield} in the gap updates are lost in nearly every run. The plain form is a
 * question to be asked of the machine: it often loses nothing, since the compiler may turn the whole loop into one
 * addition, or one thread may be done before the next begins. It is wrong all the same.
 *
 * @param form what stood between the read and the write
 * @param expected how many additions were made
 * @param counted what the counter shows
 */
public record LostUpdate(String form, long expected, long counted) implements Evidence {

    /** The counter of one run. */
    private static final class Shared {
        long value;
    }

    /** Two threads add 1 each; both read before either writes. */
    public static LostUpdate forced() {
        Shared counter = new Shared();
        Race.force(2, () -> {
            long read = counter.value;
            Threads.gap();
            counter.value = read + 1;
        });
        return new LostUpdate("read, meet, write", 2, counter.value);
    }

    /** The same under one lock: nobody can meet, and nothing is lost. */
    public static LostUpdate forcedWithLock() {
        Shared counter = new Shared();
        Object lock = new Object();
        Race.force(2, () -> {
            synchronized (lock) {
                long read = counter.value;
                Threads.gap();
                counter.value = read + 1;
            }
        });
        return new LostUpdate("lock, read, meet, write, unlock", 2, counter.value);
    }

    /** A {@code yield} between read and write. */
    @SuppressWarnings("ThreadPriorityCheck") // Giving the core away in the gap is what this form is about.
    public static LostUpdate yielding(int threads, int times) {
        Shared counter = new Shared();
        runTogether(threads, () -> {
            for (int i = 0; i < times; i++) {
                long read = counter.value;
                Thread.yield();
                counter.value = read + 1;
            }
        });
        return new LostUpdate("read, yield, write", (long) threads * times, counter.value);
    }

    /** Nothing between read and write. Does it lose? */
    public static LostUpdate plain(int threads, int times) {
        Shared counter = new Shared();
        runTogether(threads, () -> {
            for (int i = 0; i < times; i++) {
                counter.value++;
            }
        });
        return new LostUpdate("x++", (long) threads * times, counter.value);
    }

    /** All start at one signal; else the first may be done before the last is made. */
    private static void runTogether(int threads, Task body) {
        CountDownLatch signal = new CountDownLatch(1);
        var started = Threads.startAll(threads, "adder-", index -> {
            signal.await();
            body.run();
        });
        signal.countDown();
        Threads.joinOrStop(started);
    }

    public long lost() {
        return expected - counted;
    }

    @Override
    public Optional<String> against() {
        return lost() == 0
                ? Optional.empty()
                : Optional.of(lost() + " of " + expected + " updates are lost: two threads read the same value, and the"
                        + " later write undid the other; let one lock guard read and write together");
    }

    @Override
    public String toString() {
        return form + ": expected " + expected + ", counted " + counted + ", lost " + lost();
    }
}
