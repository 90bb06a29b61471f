package weft.timeline.model;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Something that threads wait for, under its name in the source: a lock, a condition, a queue.
 *
 * @param id unique in its timeline; names need not be, as two accounts each have a {@code lock}
 * @param holds who had it and when, by start
 */
public record Resource(String id, String name, ResourceKind kind, List<HoldSpan> holds) {

    public Resource {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        holds = holds.stream()
                .sorted(Comparator.comparingLong(HoldSpan::startNanos).thenComparingLong(HoldSpan::holder))
                .toList();
    }

    /**
     * Whether a thread in this span could not go on because of this resource. A thread in {@code wait()} names the
     * monitor too, but waits to be told, not to get in.
     */
    public boolean keepsOut(Span span) {
        if (!id.equals(span.resource())) {
            return false;
        }
        return kind.isExclusive()
                ? span.state() == ThreadState.BLOCKED || span.state() == ThreadState.PARKED
                : span.state().isWaitForOthers();
    }
}
