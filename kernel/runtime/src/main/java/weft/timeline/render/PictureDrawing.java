package weft.timeline.render;

import weft.timeline.layout.Band;
import weft.timeline.layout.Panel;
import weft.timeline.layout.Picture;
import weft.timeline.layout.Row;
import weft.timeline.layout.TextWidth;
import weft.timeline.layout.TimeScale;

/** Draws a picture on a canvas: the page, each panel from back to front, the legend and the notes. */
final class PictureDrawing {

    private static final double MARGIN = 14;
    private static final double TITLE_SIZE = 17;
    private static final double STAMP_SIZE = 12;
    private static final double TICK_SIZE = 12;
    private static final double NOTE_SIZE = 12;
    /** A pause lies behind the bars, and so lightly over them that the letters on them can still be read. */
    private static final double PAUSE_BEHIND = 0.2;

    static final double PAUSE_OVER = 0.1;
    /** Both, where no bar lies between them. */
    static final double PAUSE = 0.28;

    private static final double NOTE_LINE = 16;

    private final Picture picture;
    private final Canvas canvas;

    PictureDrawing(Picture picture, Canvas canvas) {
        this.picture = picture;
        this.canvas = canvas;
    }

    void draw() {
        double width = picture.width();
        double height = picture.height();
        // Not a box, as boxes have soft corners.
        Outline page = new Outline()
                .move(0, 0)
                .line(width, 0)
                .line(width, height)
                .line(0, height)
                .close();
        canvas.fill(page, Ink.PAGE, 1, "");
        picture.panels().forEach(this::panel);
        new LegendDrawing(canvas).draw(picture.legend());
        double y = picture.notesTop();
        for (String note : picture.notes()) {
            y += NOTE_LINE;
            String fitting = TextWidth.fit(note, NOTE_SIZE, picture.width() - 2 * MARGIN);
            canvas.text(MARGIN, y - 4, Canvas.Words.of(fitting, NOTE_SIZE, Ink.MUTED));
        }
    }

    private void panel(Panel panel) {
        head(panel);
        grid(panel);
        if (!panel.bands().isEmpty()) {
            canvas.open("pauses");
            panel.bands().forEach(band -> canvas.fill(extent(band, panel), Ink.PAUSE, PAUSE_BEHIND, ""));
            canvas.close();
        }
        RowDrawing rows = new RowDrawing(picture.metrics(), panel, canvas);
        for (Row row : panel.rows()) {
            gutter(row);
            rows.draw(row);
        }
        canvas.open("pauses");
        panel.bands().forEach(band -> pause(band, panel));
        canvas.close();
        canvas.open("arrows");
        ArrowDrawing arrows = new ArrowDrawing(canvas);
        panel.arrows().forEach(arrows::arrow);
        panel.ring().forEach(arrows::ring);
        canvas.close();
    }

    private void head(Panel panel) {
        double y = panel.top();
        double right = picture.width() - MARGIN;
        if (!panel.title().isEmpty() || !panel.stamp().isEmpty()) {
            double stamp = TextWidth.of(panel.stamp(), STAMP_SIZE);
            String title = TextWidth.fit(panel.title(), TITLE_SIZE * 1.06, right - MARGIN - stamp - 16);
            canvas.text(
                    MARGIN, y + 15, Canvas.Words.of(title, TITLE_SIZE, Ink.TEXT).bold());
            canvas.text(
                    right,
                    y + 14,
                    Canvas.Words.of(panel.stamp(), STAMP_SIZE, Ink.MUTED).at(Canvas.Anchor.END));
            y += 25;
        }
        for (String line : panel.head()) {
            canvas.text(MARGIN, y + 14, Canvas.Words.of(line, panel.headSize(), Ink.TEXT));
            y += 20;
        }
    }

    private void grid(Panel panel) {
        canvas.open(
                "axis " + Numbers.decimal(panel.rowsTop() - 3, 1) + " " + Numbers.decimal(panel.rowsBottom() + 2, 1));
        Outline lines = new Outline();
        for (TimeScale.Tick tick : panel.ticks()) {
            lines.move(tick.x(), panel.rowsTop() - 3).line(tick.x(), panel.rowsBottom() + 2);
        }
        canvas.stroke(lines, Ink.GRID, 1, Dash.SOLID);
        int last = panel.ticks().size() - 1;
        for (int i = 0; i <= last; i++) {
            TimeScale.Tick tick = panel.ticks().get(i);
            // A label in the middle of the last tick would hang over the edge.
            boolean hangsOver = tick.x() + TextWidth.of(tick.label(), TICK_SIZE) / 2 > picture.width() - 4;
            canvas.text(
                    hangsOver ? picture.width() - 4 : tick.x(),
                    panel.rowsTop() - 7,
                    Canvas.Words.of(tick.label(), TICK_SIZE, Ink.MUTED)
                            .at(hangsOver ? Canvas.Anchor.END : Canvas.Anchor.MIDDLE));
        }
        canvas.close();
    }

    /** A group of its own: it stays where it is when the row is zoomed. */
    private void gutter(Row row) {
        canvas.open(
                row instanceof Row.LaneRow lane
                        ? "name lane " + lane.lane().id()
                        : row instanceof Row.LockRow lock
                                ? "name lock " + lock.resource().id()
                                : "name");
        name(row);
        canvas.close();
    }

    private void name(Row row) {
        double size = picture.metrics().nameSize();
        double room = picture.gutter() - MARGIN - 8;
        boolean twoLines = row.height() >= 30 && !row.note().isEmpty();
        double y = twoLines
                ? row.top() + row.height() * 0.5 - 1
                : picture.metrics().baseline(row) - picture.metrics().bar() / 2 + size * 0.36;
        if (row instanceof Row.BandRow) {
            y = row.top() + row.height() / 2 - 4;
        }
        double x = MARGIN;
        Canvas.Words name = Canvas.Words.of("", size, Ink.TEXT);
        if (row instanceof Row.LockRow && size >= 12) {
            padlock(x, y, size);
            x += size * 0.95;
        }
        String text = TextWidth.fit(row.name(), size, room - (x - MARGIN));
        Canvas.Words words = Canvas.Words.of(text, name.size(), Ink.TEXT);
        canvas.text(x, y, row instanceof Row.LockRow ? words.mono() : words.bold());
        if (twoLines) {
            canvas.text(
                    MARGIN,
                    y + 13.5,
                    Canvas.Words.of(TextWidth.fit(row.note(), NOTE_SIZE, room + 4), NOTE_SIZE, Ink.MUTED));
        }
    }

    private void padlock(double x, double y, double size) {
        double w = size * 0.56;
        canvas.fill(Outline.box(x, y - size * 0.45, w, size * 0.5), Ink.TEXT, 1, "");
        double left = x + w * 0.2;
        double right = x + w * 0.8;
        double top = y - size * 0.82;
        canvas.stroke(
                new Outline()
                        .move(left, y - size * 0.42)
                        .line(left, top + 2)
                        .quad(left, top, (left + right) / 2, top)
                        .quad(right, top, right, top + 2)
                        .line(right, y - size * 0.42),
                Ink.TEXT,
                1.4,
                Dash.SOLID);
    }

    private static Outline extent(Band band, Panel panel) {
        return Outline.box(band.x(), panel.rowsTop() - 2, band.width(), panel.rowsBottom() + 2 - panel.rowsTop());
    }

    private void pause(Band band, Panel panel) {
        double top = panel.rowsTop() - 2;
        double bottom = panel.rowsBottom();
        canvas.fill(extent(band, panel), Ink.PAUSE, PAUSE_OVER, band.tooltip());
        Outline edges = new Outline().move(band.x(), top).line(band.x(), bottom);
        edges.move(band.x() + band.width(), top).line(band.x() + band.width(), bottom);
        canvas.stroke(edges, Ink.PAUSE, 1, Dash.SHORT);
        if (!band.label().isEmpty()) {
            canvas.text(
                    band.x() + band.width() / 2,
                    bottom + 11,
                    Canvas.Words.of(band.label(), NOTE_SIZE, Ink.PAUSE).bold().at(Canvas.Anchor.MIDDLE));
        }
    }
}
