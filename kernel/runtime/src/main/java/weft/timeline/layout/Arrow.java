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
        String tooltip) {

    /** Length of the head. */
    public static final double HEAD = 6;

    private static final int HALVINGS = 12;

    public boolean isDown() {
        return y2 > y1;
    }

    /** Where the line ends and the head begins. */
    public double neck() {
        return y2 - (isDown() ? HEAD : -HEAD);
    }

    /** Height of the two handles of the curve, which leaves and arrives upright. */
    public double bend() {
        return (y1 + neck()) / 2;
    }

    /** Where the curve is at this height; at or beyond its ends, the place of that end. */
    public double xAt(double y) {
        double down = neck() - y1;
        double from = 0;
        double to = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (from + to) / 2;
            boolean isBefore = (cubic(y1, bend(), bend(), neck(), middle) - y) * Math.signum(down) < 0;
            from = isBefore ? middle : from;
            to = isBefore ? to : middle;
        }
        return cubic(x1, x1, x2, x2, from);
    }

    private static double cubic(double start, double first, double second, double end, double at) {
        double rest = 1 - at;
        return start * rest * rest * rest
                + 3 * first * rest * rest * at
                + 3 * second * rest * at * at
                + end * at * at * at;
    }
}
