package weft.timeline.model;

import java.util.Objects;

/** A time during which one thread had a resource. Whether others waited meanwhile is asked of the timeline. */
public record HoldSpan(long holder, long startNanos, End end, Source source) {

    public HoldSpan {
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(source, "source");
        Checks.interval("hold", startNanos, end);
    }
}
