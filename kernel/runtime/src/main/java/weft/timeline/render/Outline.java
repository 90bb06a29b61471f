package weft.timeline.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outline of a shape as a list of strokes, for any canvas. For one thread only. */
final class Outline {

    static final double CORNER = 2.5;
    private static final double TOOTH = 3;

    /** One stroke: M, L, Q, C or Z with its points. */
    record Stroke(char kind, List<Double> at) {}

    /** A rectangle that is drawn whole: SVG has a far shorter form for it. */
    record Rectangle(double x, double y, double width, double height) {

        /** Corners of narrower ones would eat them up. */
        boolean hasSoftCorners() {
            return width >= 2.4 * CORNER && height >= 2.4 * CORNER;
        }
    }

    private final List<Stroke> strokes = new ArrayList<>();
    private @Nullable Rectangle rectangle;

    /** The rectangle that this is, if it is one. */
    Optional<Rectangle> rectangle() {
        return Optional.ofNullable(rectangle);
    }

    List<Stroke> strokes() {
        return strokes;
    }

    Outline move(double x, double y) {
        return add('M', x, y);
    }

    Outline line(double x, double y) {
        return add('L', x, y);
    }

    Outline quad(double cx, double cy, double x, double y) {
        return add('Q', cx, cy, x, y);
    }

    Outline cubic(double ax, double ay, double bx, double by, double x, double y) {
        return add('C', ax, ay, bx, by, x, y);
    }

    Outline close() {
        return add('Z');
    }

    private Outline add(char kind, Double... at) {
        strokes.add(new Stroke(kind, List.of(at)));
        return this;
    }

    static Outline box(double x, double y, double width, double height) {
        Outline outline = new Outline()
                .move(x, y)
                .line(x + width, y)
                .line(x + width, y + height)
                .line(x, y + height)
                .close();
        outline.rectangle = new Rectangle(x, y, width, height);
        return outline;
    }

    /** A rectangle whose right edge is torn off: it goes on beyond the recording. */
    static Outline torn(double x, double y, double width, double height) {
        double r = x + width;
        double b = y + height;
        Outline outline = new Outline().move(x, y).line(r, y);
        int teeth = (int) Math.max(2, Math.round(height / (2 * TOOTH)));
        double step = height / (2 * teeth);
        for (int i = 1; i <= 2 * teeth; i++) {
            outline.line(i % 2 == 1 ? r - Math.min(TOOTH + 1.5, width / 2) : r, y + i * step);
        }
        return outline.line(x, b).close();
    }
}
