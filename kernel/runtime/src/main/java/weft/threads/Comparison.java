package weft.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * One work done in several ways: the time of each, and whether all came to the same result.
 *
 * <pre>{@code
 * Comparison.of(MatrixMultiplication.of(400), Runner.serial(), Runner.threads(2), Runner.threadsUnderGil(2))
 * }</pre>
 *
 * <p><b>How it is measured.</b> CPU-bound work is done once before the clock starts, so that the first way does not
 * pay for the compiler. Each way is then timed once; the times of a busy machine vary.
 *
 * @param work what was done
 * @param lines one for each way
 */
public record Comparison(String work, List<Line> lines) implements Displayable, Evidence {

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
        if (work.bound() == Work.Bound.CPU) {
            first.run(work);
        }
        List<Line> lines = new ArrayList<>();
        long start = System.nanoTime();
        List<T> expected = first.run(work);
        lines.add(new Line(first.name(), Duration.ofNanos(System.nanoTime() - start), true));
        for (Runner runner : others) {
            start = System.nanoTime();
            List<T> results = runner.run(work);
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            lines.add(new Line(runner.name(), time, isSame(work, expected, results)));
        }
        return new Comparison(work.name(), lines);
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
