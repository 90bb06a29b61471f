package weft.timeline.layout;

import java.util.ArrayList;
import java.util.List;
import weft.timeline.model.Pool;
import weft.timeline.model.QueueStep;

/**
 * From the lengths of a pool's queue to its boxes. A pool of ten thousand tasks changes its length twenty thousand
 * times: lengths that come and go within one column of pixels are one box, which shows the largest of them.
 */
final class QueueBoxes {

    private static final double[] COLUMNS = {1, 2, 3, 5, 8, 13, 20, 30, 50};

    private final Pool pool;
    private final long durationNanos;
    private final TimeScale scale;

    QueueBoxes(Pool pool, long durationNanos, TimeScale scale) {
        this.pool = pool;
        this.durationNanos = durationNanos;
        this.scale = scale;
    }

    /** @param most more than this only where the columns would become too wide */
    List<Row.QueueBox> boxes(int most) {
        List<Row.QueueBox> boxes = List.of();
        for (double column : COLUMNS) {
            boxes = boxes(column);
            if (boxes.size() <= most) {
                break;
            }
        }
        return boxes;
    }

    private List<Row.QueueBox> boxes(double column) {
        int longest = Math.max(1, pool.longestQueue());
        List<Row.QueueBox> boxes = new ArrayList<>();
        for (Merger.Run run : Merger.columns(edges(), scale, column)) {
            int length = most(run);
            if (length == 0) {
                continue;
            }
            Row.QueueBox box = new Row.QueueBox(run.x(), run.width(), length, (double) length / longest, run.count());
            int last = boxes.size() - 1;
            if (last >= 0 && boxes.get(last).isContinuedBy(box)) {
                boxes.set(last, boxes.get(last).joined(box));
            } else {
                boxes.add(box);
            }
        }
        return boxes;
    }

    private int most(Merger.Run run) {
        int most = 0;
        for (QueueStep step : pool.queue().subList(run.first(), run.last() + 1)) {
            most = Math.max(most, step.length());
        }
        return most;
    }

    private Merger.Edges edges() {
        List<QueueStep> steps = pool.queue();
        return new Merger.Edges() {
            @Override
            public int size() {
                return steps.size();
            }

            @Override
            public long start(int index) {
                return steps.get(index).atNanos();
            }

            @Override
            public long end(int index) {
                return index + 1 < steps.size() ? start(index + 1) : durationNanos;
            }
        };
    }
}
