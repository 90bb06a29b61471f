package weft.threads;

/**
 * The classic program that the GIL makes slow: counting down, shared out over threads.
 *
 * <p><b>Lesson.</b> Counting is pure CPU work. Without a GIL two threads on two cores need about half the time of one;
 * with one they need as long as one thread, and a little more for the hand-overs.
 *
 * <p><b>What it does not claim.</b> A gain on a machine with one core: there, nothing runs at the same time anyway.
 */
public final class CountDown {

    /** Far more often than every 5 ms, and seldom enough to cost nothing. */
    private static final int CHECKPOINT_EVERY = 1 << 12;

    private CountDown() {}

    /** Counts from n to 0 with checkpoints on the way. */
    public static void from(long n) {
        for (long left = n; left > 0; left--) {
            if (left % CHECKPOINT_EVERY == 0) {
                Gil.checkpoint();
            }
        }
    }

    /** Shares the count out over so many threads, each of which runs under this Gil, and waits for them. */
    public static Gil in(int threads, long n, Gil gil) {
        var counting = Threads.startAll(threads, "counter-", index -> gil.run(() -> from(n / threads)));
        Threads.joinOrStop(counting);
        return gil;
    }
}
