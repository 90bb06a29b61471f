package weft.timeline.layout;

import java.util.ArrayList;
import java.util.List;
import weft.timeline.model.Activity;
import weft.timeline.model.Lane;
import weft.timeline.model.Pool;
import weft.timeline.model.Resource;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;
import weft.timeline.model.Words;

/** Gives each planned row of one timeline its place and its boxes. */
final class PanelLayout {

    private final Timeline timeline;
    private final RowMetrics metrics;
    private final TimeScale scale;
    private final Density density;
    private final SpanBoxes spans;

    PanelLayout(Timeline timeline, RowMetrics metrics, TimeScale scale, Density density) {
        this.timeline = timeline;
        this.metrics = metrics;
        this.scale = scale;
        this.density = density;
        this.spans = new SpanBoxes(timeline, scale, metrics);
    }

    List<Row> rows(RowPlan plan, double top) {
        List<Lane> lanes = plan.entries().stream()
                .filter(RowPlan.LaneEntry.class::isInstance)
                .map(entry -> ((RowPlan.LaneEntry) entry).lane())
                .toList();
        TaskBoxes taskBoxes = new TaskBoxes(timeline, lanes, scale, metrics, density.taskBoxes());
        List<Row> rows = new ArrayList<>();
        double y = top;
        boolean inLocks = false;
        for (RowPlan.Entry entry : plan.entries()) {
            if (entry instanceof RowPlan.LockEntry && !inLocks) {
                inLocks = true;
                y += Geometry.SECTION_GAP;
            }
            Row row = row(entry, y, taskBoxes);
            rows.add(row);
            y = row.bottom();
        }
        return rows;
    }

    private Row row(RowPlan.Entry entry, double top, TaskBoxes taskBoxes) {
        if (entry instanceof RowPlan.LaneEntry lane) {
            return lane(lane.lane(), top, taskBoxes);
        }
        if (entry instanceof RowPlan.LockEntry lock) {
            return lock(lock.resource(), top);
        }
        if (entry instanceof RowPlan.PoolEntry pool) {
            return pool(pool.pool(), top);
        }
        if (entry instanceof RowPlan.BandEntry band) {
            return band(band, top);
        }
        throw new AssertionError(entry);
    }

    private Row lane(Lane lane, double top, TaskBoxes taskBoxes) {
        long ran = new Activity(timeline).in(lane, ThreadState.RUNNING).totalNanos();
        double from = scale.clampedX(lane.firstNanos());
        double to = scale.clampedX(lane.lastNanos(timeline.durationNanos()));
        List<TaskBox> tasks = taskBoxes.of(lane);
        List<MarkBox> marks = MarkBoxes.of(lane, scale, density.marksApart());
        boolean hasWords = metrics.labelsMarks()
                && marks.stream().anyMatch(mark -> !mark.label().isEmpty());
        return new Row.LaneRow(
                top,
                metrics.pitch() + (hasWords ? metrics.markRoom(!tasks.isEmpty()) : 0),
                lane.name(),
                ran == 0 ? "" : "ran " + Words.duration(ran),
                lane,
                from,
                to,
                named(spans.of(lane, density.narrow()), tasks),
                marks,
                tasks);
    }

    /** Writes each task's name into the widest of its spans, after the letter of the state. */
    private List<SpanBox> named(List<SpanBox> boxes, List<TaskBox> tasks) {
        List<SpanBox> named = new ArrayList<>(boxes);
        for (TaskBox task : tasks) {
            int widest = -1;
            for (int i = 0; i < boxes.size(); i++) {
                SpanBox box = boxes.get(i);
                boolean inside = box.x() >= task.x() - 0.5 && box.right() <= task.x() + task.width() + 0.5;
                if (inside && (widest < 0 || box.width() > boxes.get(widest).width())) {
                    widest = i;
                }
            }
            if (!task.label().isEmpty()
                    && widest >= 0
                    && !boxes.get(widest).label().isEmpty()) {
                SpanBox box = boxes.get(widest);
                String label = box.state().letter() + " " + task.label();
                if (TextWidth.of(label, metrics.labelSize()) + TaskBoxes.LABEL_MARGIN <= box.width()) {
                    named.set(widest, box.labelled(label));
                }
            }
        }
        return named;
    }

    private Row lock(Resource resource, double top) {
        long contended = new Activity(timeline).contended(resource).totalNanos();
        long waited = new Activity(timeline).waiters(resource).atLeast(1).totalNanos();
        String note = waited == 0 ? "never waited for" : "wanted " + share(Math.max(contended, waited));
        List<HoldBox> boxes = new HoldBoxes(timeline, resource).boxes(scale, density.narrow(), metrics.labelSize());
        return new Row.LockRow(top, metrics.pitch(), resource.name(), note, resource, boxes);
    }

    private String share(long nanos) {
        return Words.percent(timeline.durationNanos() == 0 ? 0 : (double) nanos / timeline.durationNanos());
    }

    private Row pool(Pool pool, double top) {
        List<Row.QueueBox> boxes = new QueueBoxes(pool, timeline.durationNanos(), scale).boxes(density.queueBoxes());
        String note = pool.longestQueue() == 0 ? "queue empty" : "queue ≤ " + Words.count(pool.longestQueue());
        return new Row.PoolRow(top, metrics.pitch(), pool.name(), note, pool, boxes);
    }

    private Row band(RowPlan.BandEntry entry, double top) {
        FoldedBand band = new FoldedBand(timeline, entry.lanes(), scale);
        double height = Math.max(84, Math.round(metrics.pitch() * Geometry.BAND_PITCHES));
        return new Row.BandRow(
                top, height, entry.name(), entry.note(), entry.lanes().size(), band.peak(), band.layers());
    }
}
