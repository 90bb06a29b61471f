package weft.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * What it costs to guard a count: the same additions to the same counters, guarded in five ways, measured.
 *
 * <p><b>Lesson.</b> A lock costs even when nobody else wants it, and far more when somebody does. That was the price
 * of giving each object a lock, and why one lock for all looked cheap: one thread pays it once. With threads that run
 * at the same time, one lock for all makes them wait for each other.
 *
 * <p><b>How it is measured.</b> Each way is run some rounds for warm-up, then measured for several rounds; the table
 * gives the median and the slowest and fastest round. All ways share {@value #COUNTERS} counters, visited in turn.
 *
 * <p><b>What it does not claim.</b> Anything about another machine, nor that unguarded counting is a choice: it may
 * lose additions, and the table says how many.
 *
 * @param lines one for each way and number of threads
 */
public record LockingCost(List<Line> lines) implements Displayable {

    static final int COUNTERS = 16;

    private static final int WARM_UP_ROUNDS = 5;
    private static final int ROUNDS = 7;
    private static final int ADDITIONS = 400_000;

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

        Bank bank() {
            return switch (this) {
                case NONE -> new Unguarded();
                case LOCK_PER_OBJECT -> new LockPerObject();
                case LOCK_FOR_ALL -> new LockForAll();
                case ATOMIC -> new Atomic();
                case ADDER -> new Adders();
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

        /** Additions a second, of all threads together, in millions. */
        public double millionsPerSecond() {
            return 1000 / medianNanos();
        }
    }

    /**
     * A row of counters that threads add to. Each kind has a loop of its own: through one shared loop, the compiler
     * would serve the kind best that it has met first.
     */
    private interface Bank {
        void addAll(int additions);

        long total();
    }

    private abstract static class Cells implements Bank {
        static final class Cell {
            long value;
        }

        final Cell[] cells = new Cell[COUNTERS];

        Cells() {
            Arrays.setAll(cells, index -> new Cell());
        }

        @Override
        public long total() {
            return Arrays.stream(cells).mapToLong(cell -> cell.value).sum();
        }
    }

    private static final class Unguarded extends Cells {
        @Override
        public void addAll(int additions) {
            for (int i = 0; i < additions; i++) {
                cells[i % COUNTERS].value++;
            }
        }
    }

    private static final class LockPerObject extends Cells {
        @Override
        public void addAll(int additions) {
            for (int i = 0; i < additions; i++) {
                Cell cell = cells[i % COUNTERS];
                synchronized (cell) {
                    cell.value++;
                }
            }
        }
    }

    private static final class LockForAll extends Cells {
        @Override
        public void addAll(int additions) {
            for (int i = 0; i < additions; i++) {
                synchronized (this) {
                    cells[i % COUNTERS].value++;
                }
            }
        }
    }

    private static final class Atomic implements Bank {
        private final AtomicLong[] counters = new AtomicLong[COUNTERS];

        Atomic() {
            Arrays.setAll(counters, index -> new AtomicLong());
        }

        @Override
        public void addAll(int additions) {
            for (int i = 0; i < additions; i++) {
                counters[i % COUNTERS].incrementAndGet();
            }
        }

        @Override
        public long total() {
            return Arrays.stream(counters).mapToLong(AtomicLong::get).sum();
        }
    }

    private static final class Adders implements Bank {
        private final LongAdder[] counters = new LongAdder[COUNTERS];

        Adders() {
            Arrays.setAll(counters, index -> new LongAdder());
        }

        @Override
        public void addAll(int additions) {
            for (int i = 0; i < additions; i++) {
                counters[i % COUNTERS].increment();
            }
        }

        @Override
        public long total() {
            return Arrays.stream(counters).mapToLong(LongAdder::sum).sum();
        }
    }

    /** Measures each way with one thread and with so many; with two it takes one or two seconds. */
    public static LockingCost measure(int threads) {
        return measure(threads, ADDITIONS, ROUNDS);
    }

    static LockingCost measure(int threads, int additions, int rounds) {
        List<Line> lines = new ArrayList<>();
        for (int count : threads == 1 ? new int[] {1} : new int[] {1, threads}) {
            for (Way way : Way.values()) {
                lines.add(line(way, count, additions, rounds));
            }
        }
        return new LockingCost(lines);
    }

    private static Line line(Way way, int threads, int additions, int rounds) {
        List<Double> nanos = new ArrayList<>();
        long lost = 0;
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            Bank bank = way.bank();
            Duration time = time(threads, () -> bank.addAll(additions));
            long expected = (long) threads * additions;
            lost = expected - bank.total();
            if (round >= 0) {
                nanos.add((double) time.toNanos() / expected);
            }
        }
        return new Line(way, threads, nanos, lost);
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
                "Adding 1 to one of " + COUNTERS + " counters",
                "way",
                "threads",
                "ns each",
                "fastest",
                "slowest",
                "million a second",
                "lost");
        for (Line line : lines) {
            table = table.row(
                    line.way().words(),
                    line.threads(),
                    number(line.medianNanos()),
                    number(line.nanos().get(0)),
                    number(line.nanos().get(line.nanos().size() - 1)),
                    number(line.millionsPerSecond()),
                    line.lost());
        }
        return table.note("Median of " + lines.get(0).nanos().size() + " rounds after warm-up, JDK "
                + Runtime.version().feature() + ", " + Runtime.getRuntime().availableProcessors() + " cores.");
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
