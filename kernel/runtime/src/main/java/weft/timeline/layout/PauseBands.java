package weft.timeline.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import weft.timeline.model.Pause;
import weft.timeline.model.Timeline;
import weft.timeline.model.Words;

/** From the pauses of the garbage collector to the bands across all rows; those too near to be told apart are one. */
final class PauseBands {

    private static final int MOST_BANDS = 60;
    /** Those that are joined stop here, so that what a band says is said of its place. */
    private static final double CELL = 16;

    private static final double[] APART = {0, 1, 2, 3, 5, 8, 12, 20};

    private PauseBands() {}

    static List<Band> of(Timeline timeline, TimeScale scale) {
        List<Pause> pauses = timeline.pauses().stream()
                .filter(pause -> end(pause, timeline) >= scale.startNanos() && pause.startNanos() <= scale.endNanos())
                .toList();
        List<Band> bands = List.of();
        for (double apart : APART) {
            bands = joined(pauses, timeline, scale, apart);
            if (bands.size() <= MOST_BANDS) {
                break;
            }
        }
        return bands;
    }

    private static List<Band> joined(List<Pause> pauses, Timeline timeline, TimeScale scale, double apart) {
        List<Band> bands = new ArrayList<>();
        int first = 0;
        while (first < pauses.size()) {
            int next = first + 1;
            double x = scale.clampedX(pauses.get(first).startNanos());
            double right = scale.clampedX(end(pauses.get(first), timeline));
            while (next < pauses.size()
                    && right - x < CELL
                    && scale.clampedX(pauses.get(next).startNanos()) - right < apart) {
                right = scale.clampedX(end(pauses.get(next), timeline));
                next++;
            }
            bands.add(band(pauses.subList(first, next), timeline, scale));
            first = next;
        }
        return bands;
    }

    private static Band band(List<Pause> pauses, Timeline timeline, TimeScale scale) {
        double x = scale.clampedX(pauses.get(0).startNanos());
        double right = scale.clampedX(end(pauses.get(pauses.size() - 1), timeline));
        double width = Math.max(Merger.MIN_VISIBLE, right - x);
        String label = TextWidth.of("GC", Geometry.NOTE_SIZE) + 4 <= width ? "GC" : "";
        long nanos = pauses.stream()
                .mapToLong(pause -> end(pause, timeline) - pause.startNanos())
                .sum();
        String names = pauses.stream().map(Pause::name).distinct().collect(Collectors.joining(", "));
        String count = pauses.size() == 1 ? "" : Words.count(pauses.size()) + " × ";
        return new Band(x, width, label, count + names + ": " + Words.duration(nanos));
    }

    private static long end(Pause pause, Timeline timeline) {
        return pause.end().orAt(timeline.durationNanos());
    }
}
