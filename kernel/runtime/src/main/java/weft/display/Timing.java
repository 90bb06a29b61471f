package weft.display;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import weft.wire.MimeBundle;

/**
 * How long one run of some code takes, by many runs of it: what {@code %timeit} shows.
 *
 * <p>No benchmark: the numbers hold for this code in this VM as it is warm now. A benchmark that must be right is
 * written with JMH.
 *
 * @param nanos of one run, in each of several rounds
 * @param runs in one round
 */
@SuppressWarnings("ArrayRecordComponent") // shown, never compared
public record Timing(double[] nanos, long runs) implements Displayable {

    /** Code that has no value. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = 100_000_000;
    private static final long MOST_RUNS = 100_000_000;

    /** Where values go, so that the compiler cannot know that nobody wants them. */
    private static volatile Object sink = "";

    /** Measures code that has a value. */
    public static Timing of(Callable<?> code) throws Exception {
        return of((Work) () -> sink = code.call());
    }

    /** Measures code that has none. */
    public static Timing of(Work code) throws Exception {
        long runs = 1;
        long took = time(code, runs);
        // The rounds that find the number of runs warm the code up as well.
        while (took < ROUND_NANOS && runs < MOST_RUNS) {
            long wanted = (long) (runs * Math.min(10, 1.2 * ROUND_NANOS / Math.max(1, took)));
            runs = Math.min(MOST_RUNS, Math.max(runs + 1, wanted));
            took = time(code, runs);
        }
        double[] nanos = new double[took > 10 * ROUND_NANOS ? 1 : ROUNDS];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (double) (nanos.length == 1 ? took : time(code, runs)) / runs;
        }
        return new Timing(nanos, runs);
    }

    private static long time(Work code, long runs) throws Exception {
        long began = System.nanoTime();
        for (long i = 0; i < runs; i++) {
            code.run();
        }
        return System.nanoTime() - began;
    }

    /** The middle one of the rounds, in nanoseconds. */
    public double median() {
        double[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    @Override
    public MimeBundle toDisplay() {
        return MimeBundle.text(toString());
    }

    @Override
    public String toString() {
        double least = Arrays.stream(nanos).min().orElse(0);
        double most = Arrays.stream(nanos).max().orElse(0);
        if (nanos.length == 1) {
            return shown(median()) + " for one run (too long to run it again)";
        }
        return shown(median()) + " a run (" + shown(least) + " to " + shown(most) + " in " + nanos.length
                + " rounds of " + String.format(Locale.ROOT, "%,d", runs) + (runs == 1 ? " run)" : " runs)");
    }

    private static String shown(double nanos) {
        String[] units = {"ns", "µs", "ms", "s"};
        int unit = 0;
        double value = nanos;
        while (unit < units.length - 1 && value >= 1000) {
            value /= 1000;
            unit++;
        }
        return String.format(
                Locale.ROOT, value >= 100 ? "%.0f %s" : value >= 10 ? "%.1f %s" : "%.2f %s", value, units[unit]);
    }
}
