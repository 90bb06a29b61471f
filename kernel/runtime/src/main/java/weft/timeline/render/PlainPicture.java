package weft.timeline.render;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import weft.timeline.layout.Band;
import weft.timeline.layout.HoldBox;
import weft.timeline.layout.Panel;
import weft.timeline.layout.Picture;
import weft.timeline.layout.Row;
import weft.timeline.layout.SpanBox;
import weft.timeline.layout.TimeScale;
import weft.timeline.model.Shares;
import weft.timeline.model.Words;

/** The picture made of {@code div}s with inline styles, which every sanitiser lets through that Jupyter uses. */
final class PlainPicture {

    /** The plain form is read where the real one cannot be; it need not double the size of the page. */
    private static final int BAR_BUDGET = 320;

    private static final int FEWEST_BARS = 12;
    /** Where the lanes begin, in percent of the width. */
    private static final double LEFT = 18;

    private final Picture picture;
    private final StringBuilder out = new StringBuilder();
    private final int barsPerRow;

    private record Bar(double left, double width, Paint paint, String label, String tooltip) {}

    PlainPicture(Picture picture) {
        this.picture = picture;
        long rows = picture.panels().stream()
                .mapToLong(panel -> panel.rows().size())
                .sum();
        this.barsPerRow = (int) (BAR_BUDGET / Math.max(1, rows));
    }

    String render() {
        out.append("<div class=\"weft-plain\" title=\"").append(Markup.attribute(picture.description()));
        out.append("\" style=\"background:#ffffff;color:#16181d;padding:10px 12px;border:1px solid #c9ced6;")
                .append("font-family:sans-serif;font-size:13px;line-height:18px\">\n");
        if (barsPerRow < FEWEST_BARS) {
            // So many rows are clearer, and a tenth of the size, in letters.
            out.append("<pre style=\"color:#16181d;background:#ffffff;font-size:11px;line-height:13px\">");
            return out.append(Markup.lines(TextRenderer.render(picture)))
                    .append("</pre></div>\n")
                    .toString();
        }
        picture.panels().forEach(this::panel);
        for (String note : picture.notes()) {
            out.append("<div style=\"color:#596069;font-size:12px\">")
                    .append(Markup.text(note))
                    .append("</div>\n");
        }
        return out.append("</div>\n").toString();
    }

    private void panel(Panel panel) {
        out.append("<div style=\"font-size:16px;font-weight:bold\">").append(Markup.text(panel.title()));
        out.append("</div>\n<div style=\"margin-bottom:4px\">").append(Markup.text(String.join(" ", panel.head())));
        out.append("</div>\n");
        axis(panel);
        for (Row row : panel.rows()) {
            row(row, panel);
        }
        pauses(panel);
        legend(panel);
    }

    private void axis(Panel panel) {
        out.append("<div style=\"position:relative;height:18px;color:#596069\">");
        TimeScale scale = panel.scale();
        for (TimeScale.Tick tick : panel.ticks()) {
            double share = (tick.x() - scale.left()) / (scale.right() - scale.left());
            out.append("<div style=\"position:absolute;left:").append(percent(place(share)));
            // The label of a tick near the edge ends there, as it would hang over it.
            out.append(share > 0.93 ? "%;margin-left:-44px\">" : "%\">")
                    .append(Markup.text(tick.label()))
                    .append("</div>");
        }
        out.append("</div>\n");
    }

    private void row(Row row, Panel panel) {
        double height = row instanceof Row.BandRow ? 64 : 24;
        name((row instanceof Row.LockRow ? "lock " : "") + row.name(), height);
        if (row instanceof Row.BandRow band) {
            band(band, panel.scale(), height);
        } else {
            bars(row, panel.scale())
                    .forEach(bar ->
                            bar(bar, 21 - bar.paint().part() * 19, bar.paint().part() * 19));
        }
        out.append("</div>\n");
    }

    /** Opens a row with its name. */
    private void name(String name, double height) {
        out.append("<div style=\"position:relative;line-height:15px;height:").append(Numbers.decimal(height, 0));
        out.append("px\"><div style=\"position:absolute;left:0;width:17%;overflow:hidden;white-space:nowrap\"><b>");
        out.append(Markup.text(name)).append("</b></div>\n");
    }

    private void pauses(Panel panel) {
        if (panel.bands().isEmpty()) {
            return;
        }
        name("all paused", 24);
        for (Band band : panel.bands()) {
            bar(bar(band.x(), band.width(), panel.scale(), Paint.PAUSED, band.label(), band.tooltip()), 2, 19);
        }
        out.append("</div>\n");
    }

    private List<Bar> bars(Row row, TimeScale scale) {
        List<Bar> bars = new ArrayList<>();
        if (row instanceof Row.LaneRow lane) {
            for (SpanBox box : lane.spans()) {
                String label = box.label().isEmpty() ? "" : box.label() + (box.isOpen() ? " …" : "");
                bars.add(bar(box.x(), box.width(), scale, Paint.of(box.state()), label, box.tooltip()));
            }
        } else if (row instanceof Row.LockRow lock) {
            for (HoldBox box : lock.holds()) {
                bars.add(bar(box.x(), box.width(), scale, Paint.of(box.use()), box.label(), box.tooltip()));
            }
        } else if (row instanceof Row.PoolRow pool) {
            for (Row.QueueBox box : pool.queue()) {
                String count = String.valueOf(box.length());
                bars.add(bar(box.x(), box.width(), scale, Paint.QUEUE, count, box.tooltip()));
            }
        }
        return bars.size() > barsPerRow ? coarse(bars) : bars;
    }

    /** Puts the bars into columns; each shows what took most of it, and columns alike are one. */
    private List<Bar> coarse(List<Bar> bars) {
        List<Bar> columns = new ArrayList<>();
        double step = 1.0 / barsPerRow;
        for (int i = 0; i < barsPerRow; i++) {
            Bar most = most(bars, i * step, (i + 1) * step);
            int last = columns.size() - 1;
            if (most.width() == 0) {
                continue;
            }
            if (last >= 0 && columns.get(last).paint() == most.paint()) {
                Bar before = columns.get(last);
                columns.set(
                        last,
                        new Bar(
                                before.left(),
                                (i + 1) * step - before.left(),
                                most.paint(),
                                before.label(),
                                before.tooltip()));
            } else {
                String label = most.label().isEmpty() ? "" : most.label().substring(0, 1);
                columns.add(new Bar(i * step, step, most.paint(), label, "mostly " + kind(most)));
            }
        }
        return columns;
    }

    private static String kind(Bar bar) {
        int end = bar.tooltip().indexOf(';');
        return end < 0 ? bar.tooltip() : bar.tooltip().substring(0, end);
    }

    private static Bar most(List<Bar> bars, double from, double to) {
        Bar most = new Bar(0, 0, Paint.READY, "", "");
        double longest = 0;
        for (Bar bar : bars) {
            double common = Math.min(to, bar.left() + bar.width()) - Math.max(from, bar.left());
            if (common > longest) {
                longest = common;
                most = bar;
            }
        }
        return most;
    }

    private static Bar bar(double x, double width, TimeScale scale, Paint paint, String label, String tooltip) {
        double all = scale.right() - scale.left();
        return new Bar((x - scale.left()) / all, width / all, paint, label, tooltip);
    }

    private void bar(Bar bar, double top, double height) {
        out.append("<div title=\"").append(Markup.attribute(bar.tooltip()));
        out.append("\" style=\"position:absolute;left:").append(percent(place(bar.left())));
        out.append("%;width:").append(percent(bar.width() * (100 - LEFT)));
        out.append("%;top:").append(Numbers.decimal(top, 0));
        out.append("px;height:").append(Numbers.decimal(height, 0));
        out.append("px;overflow:hidden;background:").append(bar.paint().fillHex());
        // A dark left edge keeps neighbours apart on paper.
        out.append(";border-left:1px solid ").append(bar.paint().outlineHex()).append("\">");
        out.append(Markup.text(bar.label())).append("</div>\n");
    }

    private void band(Row.BandRow row, TimeScale scale, double height) {
        double all = scale.right() - scale.left();
        int columns = Math.max(FEWEST_BARS, barsPerRow / 4);
        for (Row.Layer layer : row.layers()) {
            for (int i = 0; i < columns; i++) {
                double at = scale.left() + all * (i + 0.5) / columns;
                for (Row.Column column : layer.columns()) {
                    if (column.x() <= at && at < column.x() + Row.COLUMN_WIDTH) {
                        double from = column.from() * (height - 4);
                        double to = column.to() * (height - 4);
                        bar(
                                new Bar(
                                        (double) i / columns,
                                        1.0 / columns,
                                        Paint.of(layer.state()),
                                        "",
                                        layer.tooltip()),
                                height - 2 - to,
                                Math.max(1, to - from));
                    }
                }
            }
        }
    }

    private void legend(Panel panel) {
        out.append("<div style=\"margin-top:6px\">");
        new Shares(panel.timeline())
                .of(panel.timeline().lanes())
                .forEach((state, share) -> sign(
                        Paint.of(state), String.valueOf(state.letter()), state.word() + " " + Words.percent(share)));
        Set<HoldBox.Use> uses = EnumSet.noneOf(HoldBox.Use.class);
        for (Row row : panel.rows()) {
            if (row instanceof Row.LockRow lock) {
                lock.holds().forEach(hold -> uses.add(hold.use()));
            }
        }
        uses.forEach(use -> sign(Paint.of(use), "&#160;&#160;", use.word()));
        out.append("</div>\n");
    }

    private void sign(Paint paint, String letter, String words) {
        out.append("<span style=\"background:").append(paint.fillHex());
        out.append(";color:#10131a;padding:0 6px\">").append(letter).append("</span> ");
        out.append(Markup.text(words)).append(" &#160; ");
    }

    private static double place(double share) {
        return LEFT + share * (100 - LEFT);
    }

    private static String percent(double value) {
        return Numbers.decimal(value, 2);
    }
}
