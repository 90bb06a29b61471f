package weft.timeline.render;

/**
 * What the picture is drawn on. Two exist, for SVG and for pixels, and both are given the same calls.
 */
interface Canvas {

    /** Where a text stands relative to its place. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /**
     * How a bar's edge and surface tell more than its state.
     *
     * @param waitsFor id of the resource that the bar waits for; empty for none
     */
    record Surface(boolean isMerged, boolean isSampled, String waitsFor) {
        static final Surface PLAIN = new Surface(false, false, "");
        static final Surface MERGED = new Surface(true, false, "");
        static final Surface SAMPLED = new Surface(false, true, "");
    }

    /** A text line; {@code halo} names the fill on which it stands, so that hatching does not cross its letters. */
    record Words(
            String text,
            double size,
            boolean isBold,
            boolean isMono,
            Ink ink,
            Anchor anchor,
            boolean hasHalo,
            Paint halo) {

        static Words of(String text, double size, Ink ink) {
            return new Words(text, size, false, false, ink, Anchor.START, false, Paint.RUNNING);
        }

        Words bold() {
            return new Words(text, size, true, isMono, ink, anchor, hasHalo, halo);
        }

        Words mono() {
            return new Words(text, size, isBold, true, ink, anchor, hasHalo, halo);
        }

        Words at(Anchor other) {
            return new Words(text, size, isBold, isMono, ink, other, hasHalo, halo);
        }

        Words on(Paint fill) {
            return new Words(text, size, isBold, isMono, ink, anchor, true, fill);
        }
    }

    /** A filled, outlined, perhaps hatched shape; the tooltip may be empty. */
    void bar(Outline outline, Paint paint, Surface surface, String tooltip);

    /** A filled shape without outline. */
    void fill(Outline outline, Ink ink, double opacity, String tooltip);

    void stroke(Outline outline, Ink ink, double width, Dash dash);

    void text(double x, double y, Words words);

    /** Begins a part that belongs together, under a key that scripts and style sheets can use. */
    void open(String key);

    void close();

    /** Whether what is drawn only when it is asked for can be asked for here. */
    boolean showsOnDemand();
}
