package weft.timeline.model;

/** How a span is known. */
public enum Source {
    /** A probe or an event marked both edges. */
    EXACT,
    /** A sampler saw it: its edges are off by up to one sampling interval. */
    SAMPLED,
    /** Concluded from what stood before and after. */
    INFERRED;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
