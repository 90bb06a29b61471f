package weft.timeline.layout;

/** Fixed distances of the picture, in pixels. */
final class Geometry {

    static final double MARGIN = 14;
    static final double TITLE_LINE = 25;
    static final double HEAD_SIZE = 14.5;
    static final double HEAD_LINE = 20;
    static final double AXIS = 22;
    static final double LEGEND_LINE = 23;
    static final double LEGEND_SIZE = 12.5;
    static final double NOTE_LINE = 16;
    static final double NOTE_SIZE = 12;
    static final double PANEL_GAP = 16;
    static final double SECTION_GAP = 7;
    /** Room at the right for the arrows of a deadlock. */
    static final double RING_MARGIN = 76;
    /** Ticks nearer than this would run into each other. */
    static final double TICKS_APART = 74;
    /** A folded band needs height for its counts. */
    static final double BAND_PITCHES = 2.6;

    /** The words below a name fit too, such as "never waited for". */
    static final double MIN_GUTTER = 108;

    static final double MAX_GUTTER_PART = 0.26;

    /** About what the words of a mark add to the height of its row. */
    static final double MARK_ROOM = 5;

    private Geometry() {}
}
