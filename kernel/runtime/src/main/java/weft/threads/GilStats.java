package weft.threads;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * Who held a {@link Gil}, how often it went from one thread to another, and for how long it was held.
 *
 * @param handOvers how often a thread took the lock that another had held last
 * @param forced how often a holder dropped it because it was asked to
 * @param holds each time that it was held and dropped, in order
 * @param forgotten holds that came after the recorder was full
 */
public record GilStats(long handOvers, long forced, List<Hold> holds, long forgotten) implements Displayable {

    public GilStats {
        holds = List.copyOf(holds);
    }

    /**
     * One time that a thread held the lock.
     *
     * @param startNanos since the lock was made
     * @param endNanos since the lock was made
     * @param dropped whether it ended because another thread had asked for it
     */
    public record Hold(String thread, long startNanos, long endNanos, boolean dropped) {

        public Duration length() {
            return Duration.ofNanos(endNanos - startNanos);
        }
    }

    public Duration medianHold() {
        return median(holds);
    }

    /** The median of the holds that ended because another thread had asked: the switch interval, and a little. */
    public Duration medianForcedHold() {
        return median(holds.stream().filter(Hold::dropped).toList());
    }

    private static Duration median(List<Hold> holds) {
        if (holds.isEmpty()) {
            return Duration.ZERO;
        }
        return holds.stream().map(Hold::length).sorted().toList().get(holds.size() / 2);
    }

    public Table table() {
        Map<String, long[]> byThread = new LinkedHashMap<>();
        for (Hold hold : holds) {
            long[] sums = byThread.computeIfAbsent(hold.thread(), first -> new long[2]);
            sums[0]++;
            sums[1] += hold.length().toNanos();
        }
        Table table = Table.of("Who held the GIL", "thread", "times", "held in all");
        for (Map.Entry<String, long[]> entry : byThread.entrySet()) {
            table = table.row(entry.getKey(), entry.getValue()[0], millis(Duration.ofNanos(entry.getValue()[1])));
        }
        return table.note(sentence());
    }

    private String sentence() {
        if (holds.isEmpty()) {
            return "Nobody has held it.";
        }
        String more = forgotten == 0 ? "" : "; " + forgotten + " later holds are not in the table";
        return handOvers + " hand-overs, " + forced + " of them on request; median hold " + millis(medianHold()) + more
                + ".";
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
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
