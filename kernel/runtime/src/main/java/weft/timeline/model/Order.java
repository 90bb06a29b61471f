package weft.timeline.model;

/** What can be said about the order of two things in different threads. */
public enum Order {
    BEFORE,
    AFTER,
    OVERLAPPING,
    /** Closer than {@link Timeline#ORDER_NANOS}: the clocks cannot tell. */
    TOO_CLOSE
}
