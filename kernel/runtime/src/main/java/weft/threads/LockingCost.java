package weft.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * What it costs to guard a count: the same additions to the same counters, guarded in five ways, measured.
 *
 * <p><b>Lesson.</b> A lock costs even when nobody else wants it, and far more when somebody does. That was the price
 * of giving each object a lock, and why one lock for all looked cheap: one thread pays it once. With threads that run
 * at the same time, one lock for all makes them wait for each other.
 *
 * <p><b>How it is measured.</b> Each way is run some rounds for warm-up, which also tell how many additions fill a round
 * of {@value #ROUND_MILLIS} ms: a shorter one would measure who else was on the cores. Then all ways take turns, round by
 * round, so that a busy moment of the machine strikes them alike. The table gives the median of the rounds, and between
 * which times the middle half of them lay. All ways share {@value Counters#COUNT} counters, visited in turn.
 *
 * <p><b>What it does not claim.</b> Anything about another machine, nor that unguarded counting is a choice: it may
 * lose additions, and the table says how many.
 *
 * @param lines one for each way and number of threads
 */
public record LockingCost(List<Line> lines) implements Displayable {

    static final int ROUND_MILLIS = 20;

    private static final int WARM_UP_ROUNDS = 5;
    private static final int WARM_UP_ADDITIONS = 200_000;
    private static final int MOST_ADDITIONS = 50_000_000;
    private static final int ROUNDS = 11;
    private static final int CHART_WIDTH = 24;

    public LockingCost {
        lines = List.copyOf(lines);
    }

    /** How the counters are guarded. */
    public enum Way {
        NONE("no lock"),
        LOCK_PER_OBJECT("one lock an object"),
        LOCK_FOR_ALL("one lock for all"),
        ATOMIC("atomic"),
        ADDER("LongAdder");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        Counters counters() {
            return switch (this) {
                case NONE -> new Counters.Unguarded();
                case LOCK_PER_OBJECT -> new Counters.LockPerObject();
                case LOCK_FOR_ALL -> new Counters.LockForAll();
                case ATOMIC -> new Counters.Atomic();
                case ADDER -> new Counters.Adders();
            };
        }
    }

    /**
     * One way, measured with so many threads.
     *
     * @param nanos time for one addition, by round, sorted
     * @param lost how many additions of the last round are missing
     */
    public record Line(Way way, int threads, List<Double> nanos, long lost) {

        public Line {
            nanos = nanos.stream().sorted().toList();
        }

        public double medianNanos() {
            return nanos.get(nanos.size() / 2);
        }

        /** A quarter of the rounds took less. */
        public double lowerNanos() {
            return nanos.get((nanos.size() - 1) / 4);
        }

        /** A quarter of the rounds took more. */
        public double upperNanos() {
            return nanos.get(nanos.size() - 1 - (nanos.size() - 1) / 4);
        }

        /** Additions a second, of all threads together, in millions. */
        public double millionsPerSecond() {
            return 1000 / medianNanos();
        }
    }

    /** Measures each way with one thread and with so many; with two it takes three or four seconds. */
    public static LockingCost measure(int threads) {
        return measure(threads, ROUND_MILLIS, ROUNDS);
    }

    static LockingCost measure(int threads, int roundMillis, int rounds) {
        List<Rounds> all = new ArrayList<>();
        for (int count : threads == 1 ? new int[] {1} : new int[] {1, threads}) {
            for (Way way : Way.values()) {
                all.add(new Rounds(way, count, roundMillis));
            }
        }
        for (int round = 0; round < rounds; round++) {
            all.forEach(Rounds::measure);
        }
        return new LockingCost(all.stream().map(Rounds::line).toList());
    }

    /** The rounds of one way with so many threads. */
    private static final class Rounds {
        private final Way way;
        private final int threads;
        private final int additions;
        private final List<Double> nanos = new ArrayList<>();
        private long lost;

        Rounds(Way way, int threads, int roundMillis) {
            this.way = way;
            this.threads = threads;
            double least = Double.MAX_VALUE;
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                least = Math.min(least, run(WARM_UP_ADDITIONS));
            }
            long fitting = (long) (roundMillis * 1e6 / Math.max(0.01, least) / threads);
            this.additions = (int) Math.max(1, Math.min(MOST_ADDITIONS, fitting));
        }

        void measure() {
            nanos.add(run(additions));
        }

        /** Nanoseconds for one addition. */
        private double run(int each) {
            Counters counters = way.counters();
            Duration time = time(threads, () -> counters.addAll(each));
            long expected = (long) threads * each;
            lost = expected - counters.total();
            return (double) time.toNanos() / expected;
        }

        Line line() {
            return new Line(way, threads, nanos, lost);
        }
    }

    /** From the first thread's start of work to the last one's end; the making of threads is not measured. */
    private static Duration time(int threads, Runnable body) {
        CyclicBarrier ready = new CyclicBarrier(threads);
        long origin = System.nanoTime();
        long[] starts = new long[threads];
        long[] ends = new long[threads];
        Threads.joinOrStop(Threads.startAll(threads, "adder-", index -> {
            Threads.meet(ready);
            starts[index] = System.nanoTime() - origin;
            body.run();
            ends[index] = System.nanoTime() - origin;
        }));
        long first = Arrays.stream(starts).min().orElseThrow();
        long last = Arrays.stream(ends).max().orElseThrow();
        return Duration.ofNanos(last - first);
    }

    public Line line(Way way, int threads) {
        return lines.stream()
                .filter(line -> line.way() == way && line.threads() == threads)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not measured: \"" + way + "\" with \"" + threads
                        + "\" threads; measure(" + threads + ") does"));
    }

    public Table table() {
        Table table = Table.of(
                "Adding 1 to one of " + Counters.COUNT + " counters",
                "way",
                "threads",
                "ns each",
                "spread",
                "million a second",
                "lost",
                "");
        double longest = lines.stream().mapToDouble(Line::upperNanos).max().orElse(1);
        for (Line line : lines) {
            table = table.row(
                    line.way().words(),
                    line.threads(),
                    number(line.medianNanos()),
                    number(line.lowerNanos()) + "–" + number(line.upperNanos()),
                    number(line.millionsPerSecond()),
                    line.lost(),
                    bar(line, longest));
        }
        return table.note("Median of " + lines.get(0).nanos().size() + " rounds after warm-up, JDK "
                + Runtime.version().feature() + ", " + Runtime.getRuntime().availableProcessors()
                + " cores. Spread: the middle half of the rounds. Bars: the median, with a line to the slower end of the"
                + " spread.");
    }

    private static String bar(Line line, double longest) {
        int median = (int) Math.max(1, Math.round(line.medianNanos() / longest * CHART_WIDTH));
        int upper = (int) Math.round(line.upperNanos() / longest * CHART_WIDTH);
        return "█".repeat(median) + "─".repeat(Math.max(0, upper - median));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    @Override
    public String toString() {
        return table().toString();
    }

    @Override
    public MimeBundle toDisplay() {
        return table().toDisplay();
    }
}
