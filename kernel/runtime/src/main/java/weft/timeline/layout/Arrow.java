package weft.timeline.layout;

import weft.timeline.model.LinkKind;

/**
 * A cause and its effect, from one lane's edge to another's.
 *
 * @param isOnDemand whether it is shown only when the reader points at its lane, as it would cross many bars
 */
public record Arrow(
        LinkKind kind,
        long fromLane,
        long toLane,
        double x1,
        double y1,
        double x2,
        double y2,
        boolean isOnDemand,
        String tooltip) {}
