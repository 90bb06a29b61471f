package weft.timeline.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One interval of a thread's life in one state. Times count from the start of the recording.
 *
 * @param resource id of the {@link Resource} waited for, where known
 * @param holder id of the lane that stood in the way: who held the lock, or who is joined
 * @param detail what else is known, for people: a source line, a socket's address; empty when nothing is
 */
public record Span(
        long startNanos,
        End end,
        ThreadState state,
        Source source,
        @Nullable String resource,
        @Nullable Long holder,
        String detail) {

    private static final String LIMITED = "with a limit of time";

    public Span {
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(detail, "detail");
        Checks.interval("span", startNanos, end);
    }

    public static Span of(long startNanos, long endNanos, ThreadState state) {
        return new Span(startNanos, End.at(endNanos), state, Source.EXACT, null, null, "");
    }

    public static Span open(long startNanos, ThreadState state) {
        return new Span(startNanos, End.stillOpen(), state, Source.EXACT, null, null, "");
    }

    public Span waitingFor(String resourceId) {
        return new Span(startNanos, end, state, source, resourceId, holder, detail);
    }

    public Span heldBy(long lane) {
        return new Span(startNanos, end, state, source, resource, lane, detail);
    }

    public Span from(Source other) {
        return new Span(startNanos, end, state, other, resource, holder, detail);
    }

    public Span saying(String text) {
        return new Span(startNanos, end, state, source, resource, holder, text);
    }

    /** This wait, which is still open, ends by itself after some time: so it is part of no deadlock. */
    public Span limited() {
        return saying(detail.isEmpty() ? LIMITED : detail + ", " + LIMITED);
    }

    public boolean isLimited() {
        return detail.endsWith(LIMITED);
    }

    public long endNanos(long limitNanos) {
        return end.orAt(limitNanos);
    }
}
