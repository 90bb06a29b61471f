package weft.timeline.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import weft.timeline.model.Lane;
import weft.timeline.model.Moment;
import weft.timeline.model.Pool;
import weft.timeline.model.Task;
import weft.timeline.model.Timeline;
import weft.timeline.model.Words;

/**
 * From the tasks of pools to boxes on the lanes of the workers. Narrow neighbours are one box with their number. A task
 * that a worker of a fork-join pool ran while it waited for another lies in that one's box and is counted there.
 */
final class TaskBoxes {

    private static final double[] NARROW = {3, 6, 12, 25, 50, 100, 200, 500};
    static final double LABEL_MARGIN = 6;

    private final Timeline timeline;
    private final TimeScale scale;
    private final RowMetrics metrics;
    private final Map<Long, List<Run>> runs = new HashMap<>();

    /** One box: a task, and how many more stand in it. */
    private record Run(Task first, int tasks, int inside, double x, double right, boolean isNarrow) {}

    /** @param most of all lanes together, as far as a box for each lane lets it be */
    TaskBoxes(Timeline timeline, List<Lane> lanes, TimeScale scale, RowMetrics metrics, int most) {
        this.timeline = timeline;
        this.scale = scale;
        this.metrics = metrics;
        Map<Long, List<Task>> tasks = tasksByWorker();
        for (double narrow : NARROW) {
            int boxes = 0;
            for (Lane lane : lanes) {
                List<Run> ofLane = runs(tasks.getOrDefault(lane.id(), List.of()), narrow);
                runs.put(lane.id(), ofLane);
                boxes += ofLane.size();
            }
            if (boxes <= most) {
                break;
            }
        }
    }

    private Map<Long, List<Task>> tasksByWorker() {
        Map<Long, List<Task>> byWorker = new HashMap<>();
        for (Pool pool : timeline.pools()) {
            for (Task task : pool.tasks()) {
                Long worker = task.worker();
                if (worker != null && task.hasStarted() && isSeen(task)) {
                    byWorker.computeIfAbsent(worker, unused -> new ArrayList<>())
                            .add(task);
                }
            }
        }
        byWorker.values().forEach(tasks -> tasks.sort(Comparator.comparingLong(TaskBoxes::start)));
        return byWorker;
    }

    private boolean isSeen(Task task) {
        return end(task) >= scale.startNanos() && start(task) <= scale.endNanos();
    }

    private static long start(Task task) {
        return task.started() instanceof Moment.Known at ? at.nanos() : task.submittedNanos();
    }

    private long end(Task task) {
        return task.end().orAt(timeline.durationNanos());
    }

    private List<Run> runs(List<Task> tasks, double narrow) {
        List<Run> found = new ArrayList<>();
        long outerEnd = Long.MIN_VALUE;
        for (Task task : tasks) {
            int last = found.size() - 1;
            double x = scale.clampedX(start(task));
            double right = Math.max(x + Merger.MIN_VISIBLE, scale.clampedX(end(task)));
            boolean isNarrow = right - x < narrow;
            Predicate<Run> joins = run -> run.isNarrow() && isNarrow && x - run.right() < narrow;
            if (last >= 0 && start(task) < outerEnd) {
                Run outer = found.get(last);
                found.set(
                        last,
                        new Run(outer.first, outer.tasks, outer.inside + 1, outer.x, outer.right, outer.isNarrow));
            } else if (last >= 0 && joins.test(found.get(last))) {
                Run before = found.get(last);
                found.set(last, new Run(before.first, before.tasks + 1, before.inside, before.x, right, true));
            } else {
                found.add(new Run(task, 1, 0, x, right, isNarrow));
            }
            outerEnd = Math.max(outerEnd, end(task));
        }
        return found;
    }

    List<TaskBox> of(Lane lane) {
        return runs.getOrDefault(lane.id(), List.of()).stream().map(this::box).toList();
    }

    private TaskBox box(Run run) {
        double width = run.right - run.x;
        String name = run.tasks == 1 ? run.first.name() : Words.count(run.tasks, "task");
        String label = metrics.fitsWords() ? TextWidth.fit(name, metrics.labelSize(), width - LABEL_MARGIN) : "";
        return new TaskBox(run.x, width, label, tooltip(run));
    }

    private String tooltip(Run run) {
        long start = start(run.first);
        String one = "task " + run.first.name() + "; began " + Words.duration(start - run.first.submittedNanos())
                + " after it was submitted, ran " + Words.duration(end(run.first) - start);
        String inside = run.inside == 0 ? "" : "; ran " + Words.count(run.inside, "more task") + " meanwhile";
        return run.tasks == 1 ? one + inside : Words.count(run.tasks, "task") + "; the first: " + one;
    }
}
