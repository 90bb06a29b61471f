package weft.timeline.layout;

import java.util.ArrayList;
import java.util.List;
import weft.timeline.model.Timeline;

/**
 * How near each other things of one kind may lie before they are drawn as one, so that a picture has no more boxes than
 * a budget, and keeps below 200 kB in all its forms together, of which HTML with tooltips takes half.
 *
 * @param narrow spans and holds narrower than this are joined, in pixels
 * @param marksApart marks of a kind that are nearer than this are joined, in pixels
 * @param queueBoxes the most boxes for the queue of one pool
 * @param taskBoxes the most boxes for the tasks of all lanes
 */
record Density(double narrow, double marksApart, int queueBoxes, int taskBoxes) {

    private static final int BOX_BUDGET = 550;

    /** For many rows, which need more; pixels, which the many rows would make too large, are left out then. */
    private static final int BOX_BUDGET_OF_MANY = 800;

    private static final int MANY_ROWS = 32;

    /** More marks would hide the spans below them. */
    private static final int MARK_BUDGET = 260;

    /** So many marks have a place beside all boxes; of more, each takes the place of one. */
    private static final int MARKS_BESIDE = 100;

    private static final int QUEUE_BUDGET = 300;
    private static final int LEAST_OF_A_QUEUE = 30;
    private static final int TASK_BUDGET = 400;

    private static final double[] NARROW = {
        2, 3, 4, 6, 8, 9, 10, 11, 12, 13, 15, 18, 22, 27, 33, 40, 60, 90, 140, 250, 500
    };
    private static final double[] APART = {7, 9, 12, 16, 22, 30, 45, 70, 110, 200, 400, 1_000, 4_000};

    /**
     * The first at which all rows together keep to the budget.
     *
     * @param coarse what the budget is divided by
     */
    static Density of(List<Timeline> timelines, List<RowPlan> plans, TimeScale scale, int coarse) {
        List<RowPlan.LaneEntry> lanes = new ArrayList<>();
        List<Merger.Edges> edges = new ArrayList<>();
        int pools = 0;
        for (int i = 0; i < timelines.size(); i++) {
            for (RowPlan.Entry entry : plans.get(i).entries()) {
                if (entry instanceof RowPlan.LaneEntry lane) {
                    lanes.add(lane);
                    edges.add(SpanBoxes.edges(lane.lane(), timelines.get(i).durationNanos()));
                } else if (entry instanceof RowPlan.LockEntry lock) {
                    edges.add(new HoldBoxes(timelines.get(i), lock.resource()).edges());
                } else if (entry instanceof RowPlan.PoolEntry) {
                    pools++;
                }
            }
        }
        double apart = marksApart(lanes, scale, MARK_BUDGET / coarse);
        int budget = edges.size() > MANY_ROWS ? BOX_BUDGET_OF_MANY : BOX_BUDGET;
        long displaced = Math.max(0, marks(lanes, scale, apart) - MARKS_BESIDE);
        int queueBoxes = Math.max(LEAST_OF_A_QUEUE, QUEUE_BUDGET / Math.max(1, pools)) / coarse;
        return new Density(
                narrow(edges, scale, (budget - displaced) / coarse), apart, queueBoxes, TASK_BUDGET / coarse);
    }

    private static double marksApart(List<RowPlan.LaneEntry> lanes, TimeScale scale, int budget) {
        for (double apart : APART) {
            if (marks(lanes, scale, apart) <= budget) {
                return apart;
            }
        }
        return APART[APART.length - 1];
    }

    private static long marks(List<RowPlan.LaneEntry> lanes, TimeScale scale, double apart) {
        return lanes.stream()
                .mapToLong(lane -> MarkBoxes.count(lane.lane(), scale, apart))
                .sum();
    }

    private static double narrow(List<Merger.Edges> edges, TimeScale scale, long budget) {
        for (double narrow : NARROW) {
            long boxes = edges.stream()
                    .mapToLong(row -> Merger.runs(row, scale, narrow).size())
                    .sum();
            if (boxes <= budget) {
                return narrow;
            }
        }
        return NARROW[NARROW.length - 1];
    }
}
