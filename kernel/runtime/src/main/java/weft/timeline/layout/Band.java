package weft.timeline.layout;

/** A time in which every thread stood still, across the whole height. */
public record Band(double x, double width, String label, String tooltip) {}
