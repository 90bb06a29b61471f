package weft.timeline.render;

import weft.timeline.layout.Arrow;
import weft.timeline.layout.RingArrow;
import weft.timeline.layout.TextWidth;

/** Draws links between lanes, and the ring of a deadlock. */
final class ArrowDrawing {

    private static final double HEAD = Arrow.HEAD;
    private static final double WIDTH = 1.4;
    private static final double SHORTEST_LABELLED = 70;

    private final Canvas canvas;

    ArrowDrawing(Canvas canvas) {
        this.canvas = canvas;
    }

    void arrow(Arrow arrow) {
        if (arrow.isOnDemand() && !canvas.showsOnDemand()) {
            return;
        }
        double tip = arrow.y2();
        double neck = arrow.neck();
        double middle = arrow.bend();
        Outline line = new Outline().move(arrow.x1(), arrow.y1());
        if (Math.abs(arrow.x2() - arrow.x1()) < 1) {
            line.line(arrow.x2(), neck);
        } else {
            line.cubic(arrow.x1(), middle, arrow.x2(), middle, arrow.x2(), neck);
        }
        canvas.open((arrow.isOnDemand() ? "more " : "link ") + arrow.fromLane() + " " + arrow.toLane());
        canvas.stroke(line, Ink.PAGE, WIDTH + 1.4, Dash.SOLID);
        canvas.stroke(line, Ink.ARROW, WIDTH, Dash.of(arrow.kind()));
        Outline head = new Outline()
                .move(arrow.x2(), tip)
                .line(arrow.x2() - HEAD * 0.55, neck)
                .line(arrow.x2() + HEAD * 0.55, neck)
                .close();
        canvas.open("sign " + Numbers.decimal(arrow.x2(), 1));
        canvas.fill(head, Ink.ARROW, 1, arrow.tooltip());
        canvas.close();
        canvas.close();
    }

    void ring(RingArrow arrow) {
        double x = arrow.x() + 2;
        double bulge = x + arrow.reach() * 1.4;
        Outline line = new Outline()
                .move(x, arrow.fromY())
                .cubic(bulge, arrow.fromY(), bulge, arrow.toY(), x + HEAD, arrow.toY());
        canvas.stroke(line, Ink.PAGE, 5, Dash.SOLID);
        canvas.stroke(line, Ink.ALERT, 2.2, Dash.SOLID);
        Outline head = new Outline()
                .move(x, arrow.toY())
                .line(x + HEAD * 1.3, arrow.toY() - HEAD * 0.7)
                .line(x + HEAD * 1.3, arrow.toY() + HEAD * 0.7)
                .close();
        canvas.fill(head, Ink.ALERT, 1, arrow.tooltip());
        double apart = Math.abs(arrow.toY() - arrow.fromY());
        if (apart < SHORTEST_LABELLED) {
            // The bars say which lock it is; a label here would hide the curve.
            return;
        }
        // The curve is farthest out at three quarters of its handles.
        double crest = x + 0.75 * (bulge - x);
        double middle = (arrow.fromY() + arrow.toY()) / 2;
        String label = TextWidth.fit(arrow.label(), 12, 46);
        double width = TextWidth.of(label, 12) * 1.1 + 4;
        canvas.fill(Outline.box(crest - width / 2, middle - 8, width, 16), Ink.PAGE, 1, "");
        canvas.text(
                crest,
                middle + 4.5,
                Canvas.Words.of(label, 12, Ink.ALERT).bold().at(Canvas.Anchor.MIDDLE));
    }
}
