package weft.threads;

import java.util.List;
import java.util.Locale;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * Several comparisons on one scale: how many times as fast as its own first way each way was, as bars.
 *
 * <pre>{@code
 * SpeedUps.of(matrix, search, network)
 * }</pre>
 *
 * <p><b>Lesson.</b> Works that take milliseconds and works that take seconds stand side by side when each is measured
 * against itself. What computes and what waits then differ at one look.
 */
public record SpeedUps(List<Comparison> comparisons) implements Displayable {

    /** Blocks for a speed-up of 1, fine enough to tell 1.0 from 1.25. */
    private static final int BLOCKS_FOR_ONE = 4;

    private static final int MOST_BLOCKS = 48;

    public SpeedUps {
        comparisons = List.copyOf(comparisons);
    }

    public static SpeedUps of(Comparison... comparisons) {
        return new SpeedUps(List.of(comparisons));
    }

    public Table table() {
        Table table = Table.of("How many times as fast?", "work", "way", "times as fast", "");
        for (Comparison comparison : comparisons) {
            String work = comparison.work();
            for (Comparison.Line line : comparison.lines()) {
                double speedUp = comparison.speedUp(line.runner());
                table = table.row(work, line.runner(), String.format(Locale.ROOT, "%.2f", speedUp), bar(speedUp));
                work = "";
            }
        }
        return table.note("JDK " + Runtime.version().feature() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors.");
    }

    private static String bar(double speedUp) {
        long blocks = Math.round(speedUp * BLOCKS_FOR_ONE);
        return blocks > MOST_BLOCKS ? "█".repeat(MOST_BLOCKS) + " …" : "█".repeat((int) blocks);
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
