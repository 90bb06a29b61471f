package weft.timeline.render;

import weft.timeline.model.MarkKind;

/** The signs of marks. Each has a shape of its own, as they are too small for colours. */
final class MarkDrawing {

    private final Canvas canvas;

    MarkDrawing(Canvas canvas) {
        this.canvas = canvas;
    }

    /** Draws a sign whose lower end points at the given place. */
    void draw(MarkKind kind, double x, double y, double size, String tooltip) {
        canvas.open("sign " + Numbers.decimal(x, 1));
        sign(kind, x, y, size, tooltip);
        canvas.close();
    }

    private void sign(MarkKind kind, double x, double y, double size, String tooltip) {
        double half = size / 2;
        switch (kind) {
            case PRINT ->
                filled(
                        new Outline()
                                .move(x - half, y - size)
                                .line(x + half, y - size)
                                .line(x, y)
                                .close(),
                        tooltip);
            case NOTIFY ->
                filled(
                        new Outline()
                                .move(x, y - size)
                                .line(x + half, y - half)
                                .line(x, y)
                                .line(x - half, y - half)
                                .close(),
                        tooltip);
            case INTERRUPT ->
                filled(
                        new Outline()
                                .move(x + half * 0.4, y - size * 1.3)
                                .line(x - half, y - size * 0.5)
                                .line(x, y - size * 0.5)
                                .line(x - half * 0.4, y)
                                .line(x + half, y - size * 0.8)
                                .line(x, y - size * 0.8)
                                .close(),
                        tooltip);
            case EXCEPTION -> {
                canvas.stroke(cross(x, y - half, half), Ink.PAGE, 2, Dash.SOLID);
                canvas.fill(cross(x, y - half, half), Ink.ALERT, 1, tooltip);
            }
            case USER -> {
                double pole = size * 1.6;
                filled(
                        new Outline()
                                .move(x, y - pole)
                                .line(x + size, y - pole + half * 0.8)
                                .line(x, y - pole + half * 1.6)
                                .close(),
                        tooltip);
                canvas.stroke(new Outline().move(x, y - pole).line(x, y + size), Ink.TEXT, 1.4, Dash.SOLID);
            }
        }
    }

    /** As a shape and not as two lines, as only what is filled is pointed at and tells its words. */
    private static Outline cross(double x, double y, double half) {
        double side = 0.85;
        double notch = 2 * side;
        return new Outline()
                .move(x - half + side, y - half - side)
                .line(x, y - notch)
                .line(x + half - side, y - half - side)
                .line(x + half + side, y - half + side)
                .line(x + notch, y)
                .line(x + half + side, y + half - side)
                .line(x + half - side, y + half + side)
                .line(x, y + notch)
                .line(x - half + side, y + half + side)
                .line(x - half - side, y + half - side)
                .line(x - notch, y)
                .line(x - half - side, y - half + side)
                .close();
    }

    /** A sign in ink with a rim in the colour of the page, so that it is seen on any bar. */
    private void filled(Outline outline, String tooltip) {
        canvas.stroke(outline, Ink.PAGE, 2, Dash.SOLID);
        canvas.fill(outline, Ink.TEXT, 1, tooltip);
    }
}
