package weft.timeline.model;

import java.util.Objects;

/** A time in which no Java code ran at all, such as a collection of garbage that stops the world. */
public record Pause(long startNanos, End end, String name) {

    public Pause {
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(name, "name");
        Checks.interval("pause", startNanos, end);
    }
}
