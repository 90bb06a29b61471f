package weft.timeline.layout;

/** A pool's task on the lane of the worker that ran it. */
public record TaskBox(double x, double width, String label, String tooltip) {}
