package weft.timeline.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import weft.timeline.layout.Arrow;
import weft.timeline.layout.Panel;

/** Finds places in bars at which no arrow goes through a text. */
final class LabelPlaces {

    /** From the middle of an arrow to a letter beside it: half of the line, its rim, and a little air. */
    private static final double CLEAR = 2.5;

    private static final double EDGE = 1.5;

    private final List<Arrow> arrows;

    LabelPlaces(Panel panel) {
        this.arrows =
                panel.arrows().stream().filter(arrow -> !arrow.isOnDemand()).toList();
    }

    /**
     * The place that is nearest to the wished one, of those in a bar from {@code left} to {@code right}; none where
     * arrows leave no room.
     *
     * @param wide width of the text
     * @param middle height of the text's middle, and {@code size} its size
     */
    Optional<Double> near(double wished, double wide, double left, double right, double middle, double size) {
        List<double[]> taken = new ArrayList<>();
        for (Arrow arrow : arrows) {
            double top = Math.min(arrow.y1(), arrow.y2());
            double bottom = Math.max(arrow.y1(), arrow.y2());
            if (top < middle + size / 2 && bottom > middle - size / 2) {
                double above = arrow.xAt(middle - size / 2);
                double below = arrow.xAt(middle + size / 2);
                double head = Math.abs(arrow.y2() - middle) < size / 2 + Arrow.HEAD ? Arrow.HEAD / 2 : 0;
                taken.add(new double[] {Math.min(above, below) - CLEAR - head, Math.max(above, below) + CLEAR + head});
            }
        }
        List<Double> places = new ArrayList<>(List.of(wished));
        for (double[] one : taken) {
            places.add(one[1]);
            places.add(one[0] - wide);
        }
        Optional<Double> best = Optional.empty();
        for (double place : places) {
            boolean inside = place == wished || place >= left + EDGE && place + wide <= right - EDGE;
            boolean free = taken.stream().noneMatch(one -> one[0] < place + wide && one[1] > place);
            boolean nearer = best.isEmpty() || Math.abs(place - wished) < Math.abs(best.get() - wished);
            if (inside && free && nearer) {
                best = Optional.of(place);
            }
        }
        return best;
    }
}
