package weft.timeline.model;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * How many of several sets of times hold at once, over time.
 *
 * <pre>
 *   a          [=======]
 *   b              [========]
 *   level   0  1   2   1    0
 * </pre>
 */
public record Levels(List<Step> steps) {

    /** From this time until the next step, so many. */
    public record Step(long startNanos, long endNanos, int count) {
        public long lengthNanos() {
            return endNanos - startNanos;
        }
    }

    public static Levels of(List<Intervals> sets) {
        TreeMap<Long, Integer> changes = new TreeMap<>();
        for (Intervals set : sets) {
            for (Intervals.Piece piece : set.pieces()) {
                changes.merge(piece.startNanos(), 1, Integer::sum);
                changes.merge(piece.endNanos(), -1, Integer::sum);
            }
        }
        List<Step> steps = new ArrayList<>();
        long from = 0;
        int count = 0;
        for (var change : changes.entrySet()) {
            if (count > 0 && change.getKey() > from) {
                steps.add(new Step(from, change.getKey(), count));
            }
            from = change.getKey();
            count += change.getValue();
        }
        return new Levels(List.copyOf(steps));
    }

    /** The times at which at least so many hold. */
    public Intervals atLeast(int count) {
        return Intervals.of(steps.stream()
                .filter(step -> step.count() >= count)
                .map(step -> new Intervals.Piece(step.startNanos(), step.endNanos()))
                .toList());
    }

    public int peak() {
        return steps.stream().mapToInt(Step::count).max().orElse(0);
    }

    /** The highest level that held for so long without a break; 1 when only shorter ones were seen at all. */
    public int peakLasting(long nanos) {
        for (int count = peak(); count > 1; count--) {
            if (!atLeast(count).atLeast(nanos).isEmpty()) {
                return count;
            }
        }
        return steps.isEmpty() ? 0 : 1;
    }
}
