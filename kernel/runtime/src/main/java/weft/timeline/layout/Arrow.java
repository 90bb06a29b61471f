package weft.timeline.layout;

import weft.timeline.model.LinkKind;

/** A cause and its effect, from one lane's edge to another's. */
public record Arrow(
        LinkKind kind, long fromLane, long toLane, double x1, double y1, double x2, double y2, String tooltip) {}
