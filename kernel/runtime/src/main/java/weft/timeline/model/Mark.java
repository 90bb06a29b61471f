package weft.timeline.model;

import java.util.Objects;

/** An instant on a thread's lane: something printed, a notify, an interrupt, an exception, or the user's own. */
public record Mark(long atNanos, MarkKind kind, String text) {

    public Mark {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
    }
}
