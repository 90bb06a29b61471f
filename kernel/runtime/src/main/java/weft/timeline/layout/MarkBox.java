package weft.timeline.layout;

import weft.timeline.model.MarkKind;

/** One or several marks of a kind at one place. */
public record MarkBox(double x, MarkKind kind, int count, String label, String tooltip) {}
