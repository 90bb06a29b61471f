package weft.timeline.model;

/**
 * Where an interval ends: at a time, or nowhere yet. A thread that never got its lock has a span that is still open,
 * and no number can stand for that.
 */
public sealed interface End {

    /** Ended, so many nanoseconds after the recording began. */
    record At(long nanos) implements End {}

    /** Had not ended when the recording did. */
    record StillOpen() implements End {}

    static End at(long nanos) {
        return new At(nanos);
    }

    static End stillOpen() {
        return new StillOpen();
    }

    default boolean isOpen() {
        return this instanceof StillOpen;
    }

    /** The time of the end, or the given limit (the end of the recording) while it is open. */
    default long orAt(long limitNanos) {
        return this instanceof At at ? at.nanos() : limitNanos;
    }
}
