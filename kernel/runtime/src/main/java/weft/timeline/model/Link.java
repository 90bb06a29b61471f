package weft.timeline.model;

import java.util.Objects;

/** A cause in one lane and its effect in another: drawn as an arrow. */
public record Link(LinkKind kind, long fromLane, long fromNanos, long toLane, long toNanos, String label) {

    public Link {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(label, "label");
    }
}
