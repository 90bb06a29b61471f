package weft.timeline.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Joins neighbours that are too narrow to be told apart. Nothing is left out: each run says how many stand in it, and
 * it is cut into cells so that a change along the lane stays visible.
 *
 * <pre>
 *   pieces   [======]||| || |||||||||||[====]
 *   runs     [======][▒▒▒][▒▒▒][▒▒▒▒▒▒▒][====]
 * </pre>
 */
final class Merger {

    /** Narrower boxes vanish when a notebook is viewed at 100 %, and short spans are often the lesson. */
    static final double MIN_VISIBLE = 1.5;
    /** Cells of merged spans are at least this wide, so that their pattern can be seen. */
    private static final double MIN_CELL = 10;

    private Merger() {}

    /** Pieces {@code first} to {@code last}, drawn as one box. */
    record Run(double x, double width, int first, int last) {
        int count() {
            return last - first + 1;
        }
    }

    /** Where the pieces lie; they are in order and do not overlap. */
    interface Edges {
        int size();

        long start(int index);

        long end(int index);
    }

    static List<Run> runs(Edges edges, TimeScale scale, double narrow) {
        List<Run> runs = new ArrayList<>();
        int at = 0;
        while (at < edges.size()) {
            if (edges.end(at) < scale.startNanos() || edges.start(at) > scale.endNanos()) {
                at++;
                continue;
            }
            double x = scale.clampedX(edges.start(at));
            double right = scale.clampedX(edges.end(at));
            int last = at;
            if (right - x < narrow) {
                while (last + 1 < edges.size()
                        && joins(edges, last + 1, scale, narrow, right)
                        && right - x < Math.max(MIN_CELL, 3 * narrow)) {
                    last++;
                    right = scale.clampedX(edges.end(last));
                }
            }
            runs.add(new Run(x, Math.max(MIN_VISIBLE, right - x), at, last));
            at = last + 1;
        }
        return runs;
    }

    /**
     * Joins neighbours until they are a column wide, however many that takes; for pieces that lie without a gap.
     *
     * <pre>
     *   pieces   [====]||||||||||||||||||||[====]
     *   columns  [====][ c ][ c ][ c ][ c ][====]
     * </pre>
     */
    static List<Run> columns(Edges edges, TimeScale scale, double column) {
        List<Run> runs = new ArrayList<>();
        int at = 0;
        while (at < edges.size()) {
            double x = scale.clampedX(edges.start(at));
            double right = scale.clampedX(edges.end(at));
            int last = at;
            while (right - x < column && last + 1 < edges.size() && isNarrow(edges, last + 1, scale, column)) {
                last++;
                right = scale.clampedX(edges.end(last));
            }
            if (edges.end(last) >= scale.startNanos() && edges.start(at) <= scale.endNanos()) {
                runs.add(new Run(x, Math.max(MIN_VISIBLE, right - x), at, last));
            }
            at = last + 1;
        }
        return runs;
    }

    private static boolean isNarrow(Edges edges, int index, TimeScale scale, double column) {
        return scale.clampedX(edges.end(index)) - scale.clampedX(edges.start(index)) < column;
    }

    private static boolean joins(Edges edges, int index, TimeScale scale, double narrow, double right) {
        double x = scale.clampedX(edges.start(index));
        return x - right < narrow && scale.clampedX(edges.end(index)) - x < narrow;
    }
}
