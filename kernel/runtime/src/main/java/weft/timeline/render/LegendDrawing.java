package weft.timeline.render;

import java.util.List;
import weft.timeline.layout.LegendEntry;
import weft.timeline.model.LinkKind;
import weft.timeline.model.MarkKind;
import weft.timeline.model.ThreadState;

/** Draws the legend: each sign as it stands in the picture, and its words. */
final class LegendDrawing {

    private static final double SIZE = 12.5;
    private static final double WIDTH = 24;
    private static final double HEIGHT = 15;

    private final Canvas canvas;

    LegendDrawing(Canvas canvas) {
        this.canvas = canvas;
    }

    void draw(List<LegendEntry> entries) {
        for (LegendEntry entry : entries) {
            sign(entry, entry.x(), entry.y() + 2);
            canvas.text(entry.x() + WIDTH + 6, entry.y() + 14, Canvas.Words.of(entry.text(), SIZE, Ink.TEXT));
        }
    }

    private void sign(LegendEntry entry, double x, double y) {
        switch (entry.sign()) {
            case STATE -> state(entry.state().orElse(ThreadState.RUNNING), x, y);
            case MERGED -> bar(x, y, Paint.RUNNING, Canvas.Surface.MERGED);
            case SAMPLED -> bar(x, y, Paint.RUNNING, Canvas.Surface.SAMPLED);
            case OPEN -> canvas.bar(Outline.torn(x, y, WIDTH, HEIGHT), Paint.BLOCKED, Canvas.Surface.PLAIN, "");
            case HELD -> bar(x, y, Paint.HELD, Canvas.Surface.PLAIN);
            case CONTENDED -> bar(x, y, Paint.CONTENDED, Canvas.Surface.PLAIN);
            case AWAITED -> bar(x, y, Paint.AWAITED, Canvas.Surface.PLAIN);
            case PAUSE -> canvas.fill(Outline.box(x, y, WIDTH, HEIGHT), Ink.PAUSE, PictureDrawing.PAUSE, "");
            case LINK -> link(entry.link().orElse(LinkKind.START), x, y + HEIGHT / 2);
            case PRINT, NOTIFY, INTERRUPT, EXCEPTION, USER ->
                new MarkDrawing(canvas)
                        .draw(MarkKind.valueOf(entry.sign().name()), x + WIDTH / 2, y + HEIGHT - 3, 8, "");
        }
    }

    private void bar(double x, double y, Paint paint, Canvas.Surface surface) {
        canvas.bar(Outline.box(x, y, WIDTH, HEIGHT), paint, surface, "");
    }

    private void state(ThreadState state, double x, double y) {
        Paint paint = Paint.of(state);
        bar(x, y, paint, Canvas.Surface.PLAIN);
        canvas.text(
                x + WIDTH / 2,
                y + HEIGHT - 3.5,
                Canvas.Words.of(String.valueOf(state.letter()), 12, Ink.ON_FILL)
                        .on(paint)
                        .at(Canvas.Anchor.MIDDLE));
    }

    private void link(LinkKind kind, double x, double y) {
        canvas.stroke(new Outline().move(x, y).line(x + WIDTH - 6, y), Ink.ARROW, 1.4, Dash.of(kind));
        Outline head = new Outline()
                .move(x + WIDTH, y)
                .line(x + WIDTH - 6, y - 3.3)
                .line(x + WIDTH - 6, y + 3.3)
                .close();
        canvas.fill(head, Ink.ARROW, 1, "");
    }
}
