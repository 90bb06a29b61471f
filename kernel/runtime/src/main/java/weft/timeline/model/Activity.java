package weft.timeline.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The times at which a timeline's threads were alive, in a state, holding or waiting: what the questions are made of. */
public final class Activity {

    private final Timeline timeline;
    private final long limit;

    public Activity(Timeline timeline) {
        this.timeline = timeline;
        this.limit = timeline.durationNanos();
    }

    public Intervals in(Lane lane, ThreadState state) {
        return matching(lane, span -> span.state() == state);
    }

    Intervals alive(Lane lane) {
        return Intervals.of(List.of(new Intervals.Piece(lane.firstNanos(), lane.lastNanos(limit))));
    }

    Intervals overlap(Lane a, Lane b) {
        return alive(a).and(alive(b)).atLeast(Timeline.ORDER_NANOS);
    }

    Intervals overlap(Lane a, Lane b, ThreadState state) {
        return in(a, state).and(in(b, state)).atLeast(Timeline.ORDER_NANOS);
    }

    public Levels levels(ThreadState state) {
        return Levels.of(timeline.lanes().stream().map(lane -> in(lane, state)).toList());
    }

    /** How many tasks ran at once: of several on one worker, which runs one while another waits for it, only one. */
    Levels tasks(Pool pool) {
        Map<Object, List<Intervals.Piece>> byWorker = new HashMap<>();
        for (Task task : pool.tasks()) {
            if (task.started() instanceof Moment.Known started) {
                Object worker = task.worker() == null ? task : task.worker();
                byWorker.computeIfAbsent(worker, unused -> new ArrayList<>())
                        .add(new Intervals.Piece(started.nanos(), task.end().orAt(limit)));
            }
        }
        return Levels.of(byWorker.values().stream().map(Intervals::of).toList());
    }

    Order order(Lane a, Lane b) {
        if (!overlap(a, b).isEmpty()) {
            return Order.OVERLAPPING;
        }
        // Lives that do not overlap by more than the tolerance are ordered by their nearest edges.
        Order forward = order(a.lastNanos(limit), b.firstNanos());
        Order backward = order(b.lastNanos(limit), a.firstNanos());
        if (forward == Order.BEFORE) {
            return Order.BEFORE;
        }
        return backward == Order.BEFORE ? Order.AFTER : Order.TOO_CLOSE;
    }

    static Order order(long a, long b) {
        if (Math.abs(a - b) < Timeline.ORDER_NANOS) {
            return Order.TOO_CLOSE;
        }
        return a < b ? Order.BEFORE : Order.AFTER;
    }

    Intervals waits(Lane lane, Resource resource) {
        return matching(lane, span -> resource.id().equals(span.resource()));
    }

    Intervals holds(Resource resource, long lane) {
        return times(
                resource.holds().stream().filter(hold -> hold.holder() == lane).toList());
    }

    /** The times at which anybody had the resource. */
    public Intervals held(Resource resource) {
        return times(resource.holds());
    }

    Intervals times(List<HoldSpan> holds) {
        return Intervals.of(holds.stream()
                .map(hold -> new Intervals.Piece(hold.startNanos(), hold.end().orAt(limit)))
                .toList());
    }

    /** How many threads were kept out by the resource, over time. */
    public Levels waiters(Resource resource) {
        List<Intervals> waits = new ArrayList<>();
        for (Lane lane : timeline.lanes()) {
            Intervals wait = matching(lane, span -> resource.keepsOut(span));
            if (!wait.isEmpty()) {
                waits.add(wait);
            }
        }
        return Levels.of(waits);
    }

    /** The times at which somebody had the resource while others were kept out by it. */
    public Intervals contended(Resource resource) {
        return held(resource).and(waiters(resource).atLeast(1));
    }

    private Intervals matching(Lane lane, Predicate<Span> wanted) {
        List<Intervals.Piece> pieces = new ArrayList<>();
        for (Span span : lane.spans()) {
            if (wanted.test(span)) {
                pieces.add(new Intervals.Piece(span.startNanos(), Math.min(limit, span.endNanos(limit))));
            }
        }
        return Intervals.of(pieces);
    }
}
