package weft.timeline.layout;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import weft.timeline.model.Lane;
import weft.timeline.model.Span;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;
import weft.timeline.model.Words;

/** Stacks many threads into one row: for each column of pixels, how many were in which state on average. */
final class FoldedBand {

    /** Two running of ten thousand are less than a pixel, and they are the point. */
    private static final double MIN_SHARE = 0.025;
    /** From the bottom: what uses the machine first, what wants nothing last. */
    private static final List<ThreadState> STACK = List.of(
            ThreadState.RUNNING,
            ThreadState.READY,
            ThreadState.IO,
            ThreadState.BLOCKED,
            ThreadState.JOINING,
            ThreadState.WAITING,
            ThreadState.PARKED,
            ThreadState.SLEEPING);

    private final TimeScale scale;
    private final int columns;
    private final double columnNanos;
    private final Map<ThreadState, double[]> counts = new EnumMap<>(ThreadState.class);

    FoldedBand(Timeline timeline, List<Lane> lanes, TimeScale scale) {
        this.scale = scale;
        this.columns = Math.max(1, (int) ((scale.right() - scale.left()) / Row.COLUMN_WIDTH));
        this.columnNanos = (double) (scale.endNanos() - scale.startNanos()) / columns;
        for (Lane lane : lanes) {
            for (Span span : lane.spans()) {
                add(span.state(), span.startNanos(), span.endNanos(timeline.durationNanos()));
            }
        }
    }

    private void add(ThreadState state, long start, long end) {
        double from = Math.max(0, (start - scale.startNanos()) / columnNanos);
        double to = Math.min(columns, (end - scale.startNanos()) / columnNanos);
        if (to <= from || state == ThreadState.FINISHED) {
            return;
        }
        double[] sums = counts.computeIfAbsent(state, unused -> new double[columns]);
        for (int column = (int) from; column < Math.min(columns, Math.ceil(to)); column++) {
            sums[column] += Math.min(to, column + 1.0) - Math.max(from, column);
        }
    }

    int peak() {
        double peak = 0;
        for (int column = 0; column < columns; column++) {
            double sum = 0;
            for (double[] sums : counts.values()) {
                sum += sums[column];
            }
            peak = Math.max(peak, sum);
        }
        return (int) Math.ceil(peak - 1e-6);
    }

    List<Row.Layer> layers() {
        double peak = Math.max(1, peak());
        double[] base = new double[columns];
        List<Row.Layer> layers = new ArrayList<>();
        for (ThreadState state : STACK) {
            double[] sums = counts.get(state);
            if (sums == null) {
                continue;
            }
            List<Row.Column> edges = new ArrayList<>();
            double most = 0;
            for (int column = 0; column < columns; column++) {
                most = Math.max(most, sums[column]);
                if (sums[column] > 0) {
                    double top = Math.min(1, base[column] + Math.max(MIN_SHARE, sums[column] / peak));
                    edges.add(new Row.Column(scale.left() + column * Row.COLUMN_WIDTH, base[column], top));
                    base[column] = top;
                }
            }
            layers.add(new Row.Layer(
                    state, edges, state.word() + ": up to " + Words.count(Math.round(most)) + " at once"));
        }
        return layers;
    }
}
