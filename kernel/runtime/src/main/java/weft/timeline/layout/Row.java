package weft.timeline.layout;

import java.util.List;
import weft.timeline.model.Lane;
import weft.timeline.model.Pool;
import weft.timeline.model.Resource;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Words;

/**
 * One horizontal strip of the picture: a thread, a lock, a pool's queue, or many threads folded into one.
 * Its top and height are pixels in the picture.
 */
public sealed interface Row {

    /** Width of the columns of a folded band in pixels. */
    double COLUMN_WIDTH = 3;

    double top();

    double height();

    /** What stands in the gutter. */
    String name();

    /** What stands under the name, smaller; may be empty. */
    String note();

    default double bottom() {
        return top() + height();
    }

    /**
     * One thread.
     *
     * @param lifeStart where the thin line of the thread's life begins
     * @param lifeEnd where it ends
     */
    record LaneRow(
            double top,
            double height,
            String name,
            String note,
            Lane lane,
            double lifeStart,
            double lifeEnd,
            List<SpanBox> spans,
            List<MarkBox> marks,
            List<TaskBox> tasks)
            implements Row {}

    /** One lock, condition, queue or latch. */
    record LockRow(double top, double height, String name, String note, Resource resource, List<HoldBox> holds)
            implements Row {}

    /** The queue of a pool. */
    record PoolRow(double top, double height, String name, String note, Pool pool, List<QueueBox> queue)
            implements Row {}

    /**
     * From {@code x} on for {@code width}, so many tasks waited.
     *
     * @param share {@code length} as a part of the longest queue, 0 to 1
     * @param merged how many lengths stand here as one; the box has the largest
     */
    record QueueBox(double x, double width, int length, double share, int merged) {

        public String tooltip() {
            return (merged > 1 ? "up to " : "") + Words.count(length, "task") + " in the queue";
        }

        boolean isContinuedBy(QueueBox next) {
            return length == next.length && next.x - (x + width) < 0.01;
        }

        QueueBox joined(QueueBox next) {
            return new QueueBox(x, next.x + next.width - x, length, share, Math.max(merged, next.merged));
        }
    }

    /**
     * Many threads as one stack of counts per state over time.
     *
     * @param count how many threads stand here as one
     * @param peak the count that fills the height
     */
    record BandRow(double top, double height, String name, String note, int count, int peak, List<Layer> layers)
            implements Row {}

    /** One state of a folded band: for each column its lower and upper edge as parts of the height, 0 to 1. */
    record Layer(ThreadState state, List<Column> columns, String tooltip) {}

    /** One column of a layer, {@link #COLUMN_WIDTH} wide. */
    record Column(double x, double from, double to) {}
}
