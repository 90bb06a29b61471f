package weft.timeline.model;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * One thread, or one process, over time. Gaps between spans mean "not recorded", not "idle".
 *
 * @param id unique in its timeline
 * @param created when its object was made or, where that is not known, unknown
 * @param started when it began to run
 * @param ended when it ended; unknown when it was alive at the end or nobody saw it end
 * @param spans by start, without overlap: a thread is in one state at a time
 */
public record Lane(
        long id,
        String name,
        LaneKind kind,
        boolean isMain,
        Moment created,
        Moment started,
        Moment ended,
        List<Span> spans,
        List<Mark> marks) {

    public Lane {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(ended, "ended");
        spans = spans.stream()
                .sorted(Comparator.comparingLong(Span::startNanos))
                .toList();
        marks = marks.stream().sorted(Comparator.comparingLong(Mark::atNanos)).toList();
        requireNoOverlap(name, spans);
    }

    private static void requireNoOverlap(String name, List<Span> spans) {
        for (int i = 1; i < spans.size(); i++) {
            Span before = spans.get(i - 1);
            Span span = spans.get(i);
            if (before.endNanos(Long.MAX_VALUE) > span.startNanos()) {
                throw new IllegalArgumentException("Two spans of thread \"" + name + "\" overlap: "
                        + before.state().word() + " from " + before.startNanos() + " ns and "
                        + span.state().word() + " from " + span.startNanos() + " ns; end the first one earlier.");
            }
        }
    }

    /** The first time that anything is known of the thread. */
    public long firstNanos() {
        long firstSpan = spans.isEmpty() ? Long.MAX_VALUE : spans.get(0).startNanos();
        long known = started.or(firstSpan);
        return known == Long.MAX_VALUE ? created.or(0) : known;
    }

    /** The last time that anything is known of the thread, at most the given end of the recording. */
    public long lastNanos(long limitNanos) {
        long lastSpan =
                spans.isEmpty() ? limitNanos : spans.get(spans.size() - 1).endNanos(limitNanos);
        return Math.min(limitNanos, ended.or(lastSpan));
    }

    /** Whether the last thing known of the thread had not ended when the recording did. */
    public boolean isStillOpen() {
        return !spans.isEmpty() && spans.get(spans.size() - 1).end().isOpen();
    }
}
