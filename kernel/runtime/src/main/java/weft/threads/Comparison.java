package weft.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * One work done in several ways: the time of each, and whether all came to the same result.
 *
 * <pre>{@code
 * Comparison.of(MatrixMultiplication.of(400), Runner.serial(), Runner.threads(2), Runner.threadsUnderGil(2))
 * }</pre>
 *
 * <p><b>How it is measured.</b> CPU-bound work is done twice before the clock starts, so that the first way does
 * not pay for the compiler; then all ways are timed in turn, three times, and the median counts. I/O-bound work is timed
 * once, since its waits are what takes the time. On a busy machine times vary more.
 *
 * @param work what was done
 * @param lines one for each way
 */
public record Comparison(String work, List<Line> lines) implements Displayable, Evidence {

    private static final int CPU_ROUNDS = 3;

    public Comparison {
        lines = List.copyOf(lines);
    }

    /**
     * One way.
     *
     * @param same whether its result is that of the first way
     */
    public record Line(String runner, Duration time, boolean same) {}

    public static <T> Comparison of(Work<T> work, Runner first, Runner... others) {
        List<Runner> runners = new ArrayList<>(List.of(others));
        runners.add(0, first);
        int rounds = 1;
        if (work.bound() == Work.Bound.CPU) {
            first.run(work);
            first.run(work);
            rounds = CPU_ROUNDS;
        }
        @Nullable List<T> expected = null;
        List<List<Line>> seen = new ArrayList<>();
        runners.forEach(runner -> seen.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (int way = 0; way < runners.size(); way++) {
                long start = System.nanoTime();
                List<T> results = runners.get(way).run(work);
                Duration time = Duration.ofNanos(System.nanoTime() - start);
                expected = expected == null ? results : expected;
                seen.get(way).add(new Line(runners.get(way).name(), time, isSame(work, expected, results)));
            }
        }
        return new Comparison(work.name(), seen.stream().map(Comparison::median).toList());
    }

    /** The median time, and the same result only if every round gave it. */
    private static Line median(List<Line> rounds) {
        List<Duration> times = rounds.stream().map(Line::time).sorted().toList();
        boolean same = rounds.stream().allMatch(Line::same);
        return new Line(rounds.get(0).runner(), times.get(times.size() / 2), same);
    }

    private static <T> boolean isSame(Work<T> work, List<T> expected, List<T> results) {
        for (int index = 0; index < expected.size(); index++) {
            if (!work.isSame(expected.get(index), results.get(index))) {
                return false;
            }
        }
        return expected.size() == results.size();
    }

    /** How many times as fast as the first way that way was. */
    public double speedUp(String runner) {
        Line line = lines.stream()
                .filter(each -> each.runner().equals(runner))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no run was named \"" + runner + "\"; these were: "
                        + lines.stream().map(Line::runner).toList()));
        return speedUp(line);
    }

    private double speedUp(Line line) {
        return (double) lines.get(0).time().toNanos() / line.time().toNanos();
    }

    @Override
    public Optional<String> against() {
        List<String> wrong =
                lines.stream().filter(line -> !line.same()).map(Line::runner).toList();
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of("another result than \"" + lines.get(0).runner() + "\" came from \"" + wrong
                        + "\": do the parts share data?");
    }

    public Table table() {
        Table table = Table.of(work, "way", "time", "times as fast", "result");
        for (Line line : lines) {
            table = table.row(
                    line.runner(),
                    String.format(Locale.ROOT, "%.0f ms", line.time().toNanos() / 1e6),
                    String.format(Locale.ROOT, "%.2f", speedUp(line)),
                    line.same() ? "same" : "DIFFERENT");
        }
        return table.note("JDK " + Runtime.version().feature() + ", "
                + Runtime.getRuntime().availableProcessors() + " cores.");
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
