package weft.timeline.layout;

import weft.timeline.model.ThreadState;

/**
 * Sizes that follow from the number of rows: a few rows are read from the back of a room, a hundred from a chair.
 *
 * @param pitch from the top of one row to the top of the next
 * @param bar height of the tallest bar
 * @param nameSize font size of names in the gutter
 * @param labelSize font size inside bars
 */
public record RowMetrics(double pitch, double bar, double nameSize, double labelSize) {

    /** 900 × 420 fills the content of a 16:9 slide. */
    public static final double SLIDE_HEIGHT = 420;

    private static final int ROOMY_ROWS = 14;
    private static final int MEDIUM_ROWS = 32;
    private static final double LETTER_SIZE = 8.5;

    /** Height of a capital letter as a part of its font's size. */
    private static final double CAPITAL = 0.75;

    private static final double LARGEST_PITCH = 38;
    private static final double SMALLEST_ROOMY_PITCH = 26;

    /** Sizes for so many rows, when so much height is left for them on a slide. */
    public static RowMetrics forRows(int rows, double room) {
        if (rows <= ROOMY_ROWS) {
            double pitch =
                    Math.floor(Math.min(LARGEST_PITCH, Math.max(SMALLEST_ROOMY_PITCH, room / Math.max(1, rows))));
            return new RowMetrics(pitch, Math.floor(pitch * 0.74), pitch >= 30 ? 14.5 : 13.5, pitch >= 30 ? 13 : 12);
        }
        return rows <= MEDIUM_ROWS ? new RowMetrics(20, 15, 12, 10.5) : new RowMetrics(14, 11, 10.5, LETTER_SIZE);
    }

    /** Whether words fit into bars, and not only the letter of the state. */
    public boolean fitsWords() {
        return labelSize > LETTER_SIZE;
    }

    /** Whether the words of a user's mark stand beside it; else they are in its tooltip only. */
    public boolean labelsMarks() {
        return fitsWords();
    }

    public double markSize() {
        return Math.min(12, labelSize);
    }

    /** How far above its bar the words of a mark stand: as far as a "g" reaches down, or above the bracket of a task. */
    public double aboveBar(boolean hasTasks) {
        return hasTasks ? 6 : 3.2;
    }

    /** How much higher a row is for the words of a mark. */
    double markRoom(boolean hasTasks) {
        return Math.max(0, Math.round(markSize() * CAPITAL + aboveBar(hasTasks) - (pitch - bar - 2)));
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
