package weft.timeline.model;

/** A time that may not be known: a thread can have started before the recording did. */
public sealed interface Moment {

    record Known(long nanos) implements Moment {}

    record Unknown() implements Moment {}

    static Moment at(long nanos) {
        return new Known(nanos);
    }

    static Moment unknown() {
        return new Unknown();
    }

    default boolean isKnown() {
        return this instanceof Known;
    }

    default long or(long nanos) {
        return this instanceof Known known ? known.nanos() : nanos;
    }
}
