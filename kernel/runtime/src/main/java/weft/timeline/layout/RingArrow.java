package weft.timeline.layout;

/** One edge of a deadlock: from the waiter to the holder, in the right margin. */
public record RingArrow(double x, double fromY, double toY, double reach, String label, String tooltip) {}
