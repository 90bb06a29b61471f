package weft.timeline.layout;

import java.util.Optional;
import weft.timeline.model.LinkKind;
import weft.timeline.model.ThreadState;

/** One sign of the picture and its words, at its place below the lanes. */
public record LegendEntry(
        double x, double y, Sign sign, Optional<ThreadState> state, Optional<LinkKind> link, String text) {

    /** What is drawn beside the words. */
    public enum Sign {
        STATE,
        MERGED,
        SAMPLED,
        OPEN,
        HELD,
        CONTENDED,
        AWAITED,
        PAUSE,
        LINK,
        PRINT,
        NOTIFY,
        INTERRUPT,
        EXCEPTION,
        USER
    }
}
