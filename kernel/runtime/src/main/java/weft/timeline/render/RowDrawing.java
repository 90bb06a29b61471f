package weft.timeline.render;

import java.util.List;
import java.util.Optional;
import weft.timeline.layout.HoldBox;
import weft.timeline.layout.MarkBox;
import weft.timeline.layout.Panel;
import weft.timeline.layout.Row;
import weft.timeline.layout.RowMetrics;
import weft.timeline.layout.SpanBox;
import weft.timeline.layout.TaskBox;
import weft.timeline.layout.TextWidth;
import weft.timeline.layout.TimeScale;
import weft.timeline.model.Source;
import weft.timeline.model.Words;

/** Draws what stands to the right of a row's name. */
final class RowDrawing {

    private final RowMetrics metrics;
    private final TimeScale scale;
    private final LabelPlaces places;
    private final Canvas canvas;

    RowDrawing(RowMetrics metrics, Panel panel, Canvas canvas) {
        this.metrics = metrics;
        this.scale = panel.scale();
        this.places = new LabelPlaces(panel);
        this.canvas = canvas;
    }

    void draw(Row row) {
        if (row instanceof Row.LaneRow lane) {
            lane(lane);
        } else if (row instanceof Row.LockRow lock) {
            lock(lock);
        } else if (row instanceof Row.PoolRow pool) {
            pool(pool);
        } else if (row instanceof Row.BandRow band) {
            band(band);
        }
    }

    private void lane(Row.LaneRow row) {
        double baseline = metrics.baseline(row);
        canvas.open("lane " + row.lane().id());
        canvas.stroke(
                new Outline().move(row.lifeStart(), baseline).line(row.lifeEnd(), baseline), Ink.LIFE, 1, Dash.SOLID);
        for (SpanBox box : row.spans()) {
            double height = metrics.barHeight(box.state());
            Paint paint = Paint.of(box.state());
            double top = baseline - height;
            canvas.bar(
                    box.isOpen()
                            ? Outline.torn(box.x(), top, box.width(), height)
                            : Outline.box(box.x(), top, box.width(), height),
                    paint,
                    new Canvas.Surface(box.isMerged(), box.source() != Source.EXACT, box.waitsFor()),
                    box.tooltip());
            label(box.label(), box.x(), box.width(), baseline - height / 2, paint);
        }
        row.tasks().forEach(task -> task(task, row));
        row.marks().forEach(mark -> mark(mark, row));
        canvas.close();
    }

    private void label(String text, double x, double width, double middle, Paint paint) {
        if (text.isEmpty()) {
            return;
        }
        double size = metrics.labelSize();
        Canvas.Words words = Canvas.Words.of(text, size, Ink.ON_FILL).on(paint);
        double y = middle + size * 0.36;
        double wide = TextWidth.of(text, size);
        boolean isLone = text.length() == 1 && width < 40;
        double wished = isLone ? x + (width - wide) / 2 : x + 5;
        Optional<Double> free = places.near(wished, wide, x, x + width, middle, size);
        if (isLone && free.isPresent() && free.get() == wished) {
            canvas.text(x + width / 2, y, words.at(Canvas.Anchor.MIDDLE));
        } else if (free.isPresent() || !isLone) {
            canvas.text(free.orElse(wished), y, words);
        }
        // Else the arrow would go through the letter: the height of the bar and its hatch say the same.
    }

    private void task(TaskBox task, Row.LaneRow row) {
        double y = metrics.baseline(row) - metrics.bar() - 2.5;
        double right = Math.max(task.x() + 1, task.x() + task.width() - 1);
        Outline bracket = new Outline()
                .move(task.x() + 0.5, y + 2.5)
                .line(task.x() + 0.5, y)
                .line(right, y)
                .line(right, y + 2.5);
        canvas.stroke(bracket, Ink.TEXT, 1.2, Dash.SOLID);
    }

    private void mark(MarkBox mark, Row.LaneRow row) {
        double tip = metrics.baseline(row) - metrics.bar() * 0.62;
        double size = Math.max(4, metrics.bar() * 0.3);
        new MarkDrawing(canvas).draw(mark.kind(), mark.x(), tip - 1, size, mark.tooltip());
        if (!mark.label().isEmpty() && metrics.labelsMarks()) {
            double y = metrics.baseline(row)
                    - metrics.bar()
                    - metrics.aboveBar(!row.tasks().isEmpty());
            canvas.text(mark.x() + size, y, Canvas.Words.of(mark.label(), metrics.markSize(), Ink.TEXT));
        }
    }

    private void lock(Row.LockRow row) {
        double baseline = metrics.baseline(row);
        canvas.open("lock " + row.resource().id());
        canvas.stroke(
                new Outline().move(scale.left(), baseline).line(scale.right(), baseline), Ink.GRID, 1, Dash.SOLID);
        for (HoldBox box : row.holds()) {
            double height = Math.round(metrics.bar()
                    * switch (box.use()) {
                        case HELD -> 0.62;
                        case CONTENDED -> 0.9;
                        case AWAITED -> 0.4;
                    });
            double top = baseline - height;
            Paint paint = Paint.of(box.use());
            canvas.bar(
                    box.isOpen()
                            ? Outline.torn(box.x(), top, box.width(), height)
                            : Outline.box(box.x(), top, box.width(), height),
                    paint,
                    box.merged() > 1 ? Canvas.Surface.MERGED : Canvas.Surface.PLAIN,
                    box.tooltip());
            if (height >= metrics.labelSize()) {
                label(box.label(), box.x(), box.width(), baseline - height / 2, paint);
            }
        }
        canvas.close();
    }

    private void pool(Row.PoolRow row) {
        double baseline = metrics.baseline(row);
        canvas.open("pool " + row.pool().id());
        canvas.stroke(
                new Outline().move(scale.left(), baseline).line(scale.right(), baseline), Ink.GRID, 1, Dash.SOLID);
        int shown = 0;
        for (Row.QueueBox box : row.queue()) {
            double height = Math.max(2, metrics.bar() * box.share());
            canvas.bar(
                    Outline.box(box.x(), baseline - height, box.width(), height),
                    Paint.QUEUE,
                    Canvas.Surface.PLAIN,
                    box.tooltip());
            String number = Words.count(box.length());
            double size = metrics.labelSize();
            boolean fits = size > 0 && height >= size && TextWidth.of(number, size) + 4 <= box.width();
            if (fits && box.length() != shown) {
                label(number, box.x(), Math.min(box.width(), 39), baseline - height / 2, Paint.QUEUE);
                shown = box.length();
            }
        }
        canvas.close();
    }

    private void band(Row.BandRow row) {
        double bottom = row.bottom() - 3;
        double height = row.height() - 10;
        canvas.open("pool");
        for (Row.Layer layer : row.layers()) {
            Outline area = new Outline();
            List<Row.Column> columns = layer.columns();
            int at = 0;
            while (at < columns.size()) {
                at = areaOf(columns, at, area, bottom, height);
            }
            canvas.bar(area, Paint.of(layer.state()), Canvas.Surface.PLAIN, layer.tooltip());
        }
        canvas.close();
        String peak = Words.count(row.peak());
        canvas.text(
                scale.left() - 5,
                bottom - height + 9,
                Canvas.Words.of(peak, 12, Ink.MUTED).at(Canvas.Anchor.END));
    }

    /** Draws the run of columns that begins here and touches itself; returns where the next one begins. */
    private int areaOf(List<Row.Column> columns, int first, Outline area, double bottom, double height) {
        double step = Row.COLUMN_WIDTH;
        int last = first;
        while (last + 1 < columns.size()
                && columns.get(last + 1).x() - columns.get(last).x() < step * 1.5) {
            last++;
        }
        area.move(columns.get(first).x(), bottom - height * columns.get(first).from());
        double before = Double.NaN;
        for (int i = first; i <= last; i++) {
            double y = bottom - height * columns.get(i).to();
            if (Math.abs(y - before) >= 0.3 || Double.isNaN(before)) {
                if (!Double.isNaN(before)) {
                    area.line(columns.get(i).x(), before);
                }
                area.line(columns.get(i).x(), y);
                before = y;
            }
        }
        double right = Math.min(scale.right(), columns.get(last).x() + step);
        area.line(right, before);
        double under = Double.NaN;
        for (int i = last; i >= first; i--) {
            double y = bottom - height * columns.get(i).from();
            double x = i == last ? right : columns.get(i + 1).x();
            if (Math.abs(y - under) >= 0.3 || Double.isNaN(under)) {
                if (!Double.isNaN(under)) {
                    area.line(x, under);
                }
                area.line(x, y);
                under = y;
            }
        }
        area.close();
        return last + 1;
    }
}
