package weft.timeline.model;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Claims about a timeline that fail with an {@link AssertionError} saying what was seen instead. They return
 * themselves, so that a cell can put several in a row.
 */
public final class Requirements {

    private final Timeline timeline;

    Requirements(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Both threads were alive at once for a time that the clocks can tell. */
    public Requirements overlap(String a, String b) {
        return check(
                !timeline.overlap(a, b).isZero(),
                () -> "\"" + a + "\" and \"" + b + "\" never overlap: " + life(a) + ", " + life(b)
                        + ". Start both before you join the first.");
    }

    /** The two threads were never in this state at once. */
    public Requirements noOverlap(String a, String b, ThreadState state) {
        Duration both = timeline.overlap(a, b, state);
        return check(
                both.isZero(),
                () -> "\"" + a + "\" and \"" + b + "\" were both " + state.word() + " for "
                        + Words.duration(both.toNanos()) + ". Only a lock that both take keeps them apart.");
    }

    /** At no time had two threads this lock: true of every lock that works. */
    public Requirements exclusive(String lock) {
        Resource resource = timeline.resource(lock);
        List<Intervals> holds = timeline.lanes().stream()
                .map(lane -> new Activity(timeline).holds(resource, lane.id()))
                .toList();
        Intervals both = Levels.of(holds).atLeast(2).atLeast(Timeline.ORDER_NANOS);
        return check(
                both.isEmpty(),
                () -> "`" + lock + "` was held by two threads at once, first at "
                        + Words.duration(both.pieces().get(0).startNanos())
                        + ". Do both use the same object as their lock?");
    }

    public Requirements parallelismAtMost(int limit) {
        int seen = timeline.maxParallelism();
        return check(
                seen <= limit,
                () -> seen + " threads ran at once, more than the \"" + limit + "\" allowed. A pool of " + limit
                        + " threads or a semaphore of " + limit + " permits sets such a limit.");
    }

    public Requirements parallelismAtLeast(int limit) {
        int seen = timeline.maxParallelism();
        return check(
                seen >= limit,
                () -> "At most " + seen + " ran at once, fewer than the \"" + limit + "\" expected: "
                        + timeline.sentence() + " The machine has "
                        + Words.count(Math.max(1, timeline.environment().cores()), "core") + ".");
    }

    /** The first thread had ended before the second began. */
    public Requirements before(String a, String b) {
        Order order = timeline.order(a, b);
        return check(
                order == Order.BEFORE,
                () -> "\"" + a + "\" does not lie before \"" + b + "\": " + life(a) + ", "
                        + life(b) + (order == Order.TOO_CLOSE ? "; closer than the clocks can tell." : ".")
                        + " Join the first before you start the second.");
    }

    public Requirements deadlock() {
        return check(timeline.deadlock().isPresent(), () -> "No deadlock: " + timeline.sentence());
    }

    public Requirements noDeadlock() {
        return check(
                timeline.deadlock().isEmpty(), () -> timeline.sentence() + " Take the locks in one order everywhere.");
    }

    public Requirements waited(String thread, String lock) {
        return check(
                !timeline.waited(thread, lock).isZero(),
                () -> "\"" + thread + "\" never waited for `" + lock
                        + "`; it had it for "
                        + Words.duration(timeline.held(thread, lock).toNanos())
                        + ". Let two threads want it at the same time.");
    }

    private String life(String thread) {
        Lane lane = timeline.lane(thread);
        return thread + " lived from " + Words.duration(lane.firstNanos()) + " to "
                + Words.duration(lane.lastNanos(timeline.durationNanos()));
    }

    private Requirements check(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new AssertionError(message.get());
        }
        return this;
    }
}
