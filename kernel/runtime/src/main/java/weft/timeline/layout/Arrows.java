package weft.timeline.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import weft.timeline.model.Deadlock;
import weft.timeline.model.Link;
import weft.timeline.model.LinkKind;
import weft.timeline.model.Timeline;
import weft.timeline.model.Words;

/** Routes links between the lanes that are drawn, and the ring of a deadlock beside them. */
final class Arrows {

    /** More arrows than this hide what they should show. */
    static final int MAX_ARROWS = 40;

    /** A task that queued for longer than this has an arrow across everything that ran meanwhile. */
    private static final double LONG_SUBMIT = 24;

    /** In a picture of many rows, an arrow over more of them than this wipes out parts of their bars. */
    private static final int MANY_ROWS = 8;

    private static final double SAME_PLACE = 3;

    private final Timeline timeline;
    private final RowMetrics metrics;
    private final TimeScale scale;
    private final Map<Long, Row.LaneRow> rows = new HashMap<>();

    Arrows(Timeline timeline, RowMetrics metrics, TimeScale scale, List<Row> all) {
        this.timeline = timeline;
        this.metrics = metrics;
        this.scale = scale;
        for (Row row : all) {
            if (row instanceof Row.LaneRow lane) {
                rows.put(lane.lane().id(), lane);
            }
        }
    }

    /** The arrows, the most telling kinds first until there are too many; what was left out is noted. */
    List<Arrow> arrows(List<String> notes) {
        List<Link> links = new ArrayList<>(
                timeline.links().stream().filter(this::isVisible).toList());
        links.sort(Comparator.comparing(Link::kind));
        List<Arrow> arrows = new ArrayList<>();
        Set<String> places = new HashSet<>();
        List<Arrow> all = new ArrayList<>(links.stream().map(this::arrow).toList());
        // A stable sort: those that are seen at once come first.
        all.sort(Comparator.comparing(Arrow::isOnDemand));
        for (Arrow arrow : all) {
            if (arrows.size() < MAX_ARROWS && places.add(place(arrow))) {
                arrows.add(arrow);
            }
        }
        if (links.size() > MAX_ARROWS && arrows.size() < links.size()) {
            notes.add(Words.count(arrows.size()) + " of " + Words.count(links.size()) + " arrows"
                    + Notes.are(arrows.size()) + " drawn; zoom in to see the others.");
        }
        long onDemand = arrows.stream().filter(Arrow::isOnDemand).count();
        if (onDemand > 0) {
            boolean allSubmit =
                    arrows.stream().allMatch(arrow -> !arrow.isOnDemand() || arrow.kind() == LinkKind.SUBMIT);
            notes.add(Words.count(onDemand, "arrow") + (allSubmit ? " from submit to run " : " ")
                    + Notes.are(onDemand).strip() + " left out, as "
                    + (onDemand == 1 ? "it" : "they") + " would cross the bars; where scripts run, point at a lane.");
        }
        return arrows;
    }

    private boolean isVisible(Link link) {
        return rows.containsKey(link.fromLane())
                && rows.containsKey(link.toLane())
                && link.fromLane() != link.toLane()
                && link.fromNanos() >= scale.startNanos()
                && link.toNanos() <= scale.endNanos();
    }

    private static String place(Arrow arrow) {
        return arrow.kind() + " " + arrow.fromLane() + " " + arrow.toLane() + " " + Math.round(arrow.x1() / SAME_PLACE)
                + " " + Math.round(arrow.x2() / SAME_PLACE);
    }

    private Arrow arrow(Link link) {
        Row.LaneRow from = rows.get(link.fromLane());
        Row.LaneRow to = rows.get(link.toLane());
        if (from == null || to == null) {
            throw new AssertionError(link);
        }
        double x1 = scale.x(link.fromNanos());
        double x2 = scale.x(link.toNanos());
        boolean down = to.top() > from.top();
        double y1 = down ? baseline(from) : barTop(from, x1 - 0.5);
        double y2 = down ? barTop(to, x2 + 0.5) : baseline(to);
        boolean crossesMany = !metrics.fitsWords() && Math.abs(to.top() - from.top()) > MANY_ROWS * metrics.pitch();
        boolean onDemand = crossesMany || link.kind() == LinkKind.SUBMIT && x2 - x1 > LONG_SUBMIT;
        String tooltip = link.kind().word() + ": " + from.name() + " → " + to.name()
                + (link.label().isEmpty() ? "" : ", " + link.label()) + "; at " + Words.duration(link.fromNanos());
        return new Arrow(link.kind(), link.fromLane(), link.toLane(), x1, y1, x2, y2, onDemand, tooltip);
    }

    private double baseline(Row row) {
        return metrics.baseline(row);
    }

    private double barTop(Row.LaneRow row, double x) {
        double baseline = baseline(row);
        for (SpanBox box : row.spans()) {
            if (box.x() <= x && x <= box.right()) {
                return baseline - metrics.barHeight(box.state());
            }
        }
        return baseline - metrics.bar() / 2;
    }

    /** The waits of a deadlock as arrows from each waiter's torn edge to the holder's. */
    List<RingArrow> ring(double right) {
        List<RingArrow> ring = new ArrayList<>();
        List<Deadlock.Edge> edges = timeline.deadlock().map(Deadlock::edges).orElse(List.of());
        for (Deadlock.Edge edge : edges) {
            Row.LaneRow from = rows.get(edge.waiter().id());
            Row.LaneRow to = rows.get(edge.holder().id());
            if (from != null && to != null) {
                // Two arrows between the same lanes bulge differently, so that both can be seen.
                double offset = metrics.bar() / 4 * (to.top() > from.top() ? 1 : -1);
                double reach = to.top() > from.top() ? 17 : 46;
                ring.add(new RingArrow(
                        right,
                        middle(from) + offset,
                        // A thread that waits for itself has a loop.
                        middle(to) + (edge.waiter().id() == edge.holder().id() ? -offset : offset),
                        reach,
                        edge.wanted(),
                        new Deadlock(List.of(edge)).sentence()));
            }
        }
        return ring;
    }

    private double middle(Row row) {
        return baseline(row) - metrics.bar() * 0.4;
    }
}
