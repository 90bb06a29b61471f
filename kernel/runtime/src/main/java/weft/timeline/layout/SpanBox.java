package weft.timeline.layout;

import weft.timeline.model.Source;
import weft.timeline.model.ThreadState;

/**
 * A span, or several that are too narrow to be told apart, as a box on a lane.
 *
 * @param state of the span; of merged ones, the state with the most time
 * @param isOpen whether its right edge is torn, as it had not ended
 * @param merged how many spans stand here as one; 1 for a span of its own
 * @param waitsFor id of the resource waited for; empty for none, and for merged spans
 * @param label what is written inside; empty when nothing fits
 * @param tooltip what is said on hovering, and in tables
 */
public record SpanBox(
        double x,
        double width,
        ThreadState state,
        Source source,
        boolean isOpen,
        int merged,
        String waitsFor,
        String label,
        String tooltip) {

    public boolean isMerged() {
        return merged > 1;
    }

    public double right() {
        return x + width;
    }

    SpanBox labelled(String text) {
        return new SpanBox(x, width, state, source, isOpen, merged, waitsFor, text, tooltip);
    }
}
