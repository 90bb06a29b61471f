package weft.timeline.layout;

import weft.timeline.model.ThreadState;

/**
 * Sizes that follow from the number of rows: a few rows are read from the back of a room, a hundred from a chair.
 *
 * @param pitch from the top of one row to the top of the next
 * @param bar height of the tallest bar
 * @param nameSize font size of names in the gutter
 * @param labelSize font size inside bars; 0 when no text fits there
 */
public record RowMetrics(double pitch, double bar, double nameSize, double labelSize) {

    /** 900 × 420 fills the content of a 16:9 slide. */
    public static final double SLIDE_HEIGHT = 420;

    private static final int ROOMY_ROWS = 14;
    private static final int MEDIUM_ROWS = 32;
    private static final double LARGEST_PITCH = 38;
    private static final double SMALLEST_ROOMY_PITCH = 26;

    /** Sizes for so many rows, when so much height is left for them on a slide. */
    public static RowMetrics forRows(int rows, double room) {
        if (rows <= ROOMY_ROWS) {
            double pitch =
                    Math.floor(Math.min(LARGEST_PITCH, Math.max(SMALLEST_ROOMY_PITCH, room / Math.max(1, rows))));
            return new RowMetrics(pitch, Math.floor(pitch * 0.74), pitch >= 30 ? 14.5 : 13.5, pitch >= 30 ? 13 : 12);
        }
        return rows <= MEDIUM_ROWS ? new RowMetrics(20, 15, 12, 10.5) : new RowMetrics(13, 10, 10, 0);
    }

    /** Where the bars of a row stand: low in it, so that marks have room above them. */
    public double baseline(Row row) {
        return row.bottom() - Math.max(1, Math.round(pitch * 0.06));
    }

    /**
     * A bar is the taller the more its thread does: full height on a core, lower when it wants something, lowest when
     * it wants nothing. So the outline of a lane says it without any colour.
     */
    public double barHeight(ThreadState state) {
        double part = switch (state) {
            case RUNNING -> 1.0;
            case READY, BLOCKED, IO -> 0.8;
            case WAITING, JOINING, PARKED, SLEEPING -> 0.62;
            case FINISHED -> 0.1;
        };
        return Math.round(bar * part);
    }
}
