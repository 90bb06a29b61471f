package weft.timeline.render;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import weft.timeline.model.Hatch;

/**
 * Writes the drawing as SVG for programs that read no style sheet, or not all of it: Qt, librsvg, Inkscape and word
 * processors know neither variables of CSS nor the order of a stroke and its fill. So each look stands in attributes.
 *
 * <p>Without tooltips, nothing has to point at a single bar: all bars that look alike become one path, which takes a
 * third of the room.
 */
final class StandaloneSvgCanvas implements Canvas {

    private static final String HATCH_OPACITY = ".34";

    private final String id;
    private final boolean hasTooltips;
    private final boolean dark;
    private final StringBuilder out = new StringBuilder();
    private final Set<Paint> hatched = EnumSet.noneOf(Paint.class);
    private final Set<Paint> merged = EnumSet.noneOf(Paint.class);
    /** Of the rows so far: bars by their look, the letters on them by theirs, and what lies over both. */
    private final Map<String, StringBuilder> bars = new LinkedHashMap<>();

    private final Map<String, StringBuilder> halos = new LinkedHashMap<>();
    private final Map<String, StringBuilder> letters = new LinkedHashMap<>();
    private final StringBuilder over = new StringBuilder();
    private int depth;
    private boolean rowHasBars;

    StandaloneSvgCanvas(String id, boolean hasTooltips, boolean dark) {
        this.id = id;
        this.hasTooltips = hasTooltips;
        this.dark = dark;
    }

    /** The patterns that are used, and all that was drawn. */
    String elements() {
        finishRows();
        StringBuilder defs = new StringBuilder("<defs>\n");
        for (Paint paint : hatched) {
            pattern(defs, paint, paint.code(), 7, HatchLines.of(paint.hatch()), "1.1");
        }
        for (Paint paint : merged) {
            pattern(defs, paint, paint.code() + "m", 4, "M1 0V7", "1.6");
        }
        return defs.append("</defs>\n").append(out).toString();
    }

    private void pattern(StringBuilder defs, Paint paint, String name, int width, String lines, String wide) {
        defs.append("<pattern id=\"").append(id).append('-').append(name);
        defs.append("\" width=\"")
                .append(width)
                .append("\" height=\"7\" patternUnits=\"userSpaceOnUse\"><rect width=\"");
        defs.append(width).append("\" height=\"7\" fill=\"").append(paint.fillHex());
        defs.append("\"/><path d=\"")
                .append(lines)
                .append("\" fill=\"none\" stroke=\"")
                .append(paint.outlineHex());
        defs.append("\" stroke-opacity=\"").append(HATCH_OPACITY).append("\" stroke-width=\"");
        defs.append(wide).append("\"/></pattern>\n");
    }

    @Override
    public void bar(Outline outline, Paint paint, Surface surface, String tooltip) {
        String look = " fill=\"" + fillOf(paint, surface) + "\" stroke=\""
                + (surface.isSampled()
                        ? ink(Ink.TEXT) + "\" stroke-width=\"1.3\" stroke-dasharray=\"2.5 2.5\""
                        : paint.outlineHex() + '"');
        if (hasTooltips) {
            shape(place(), outline, look, tooltip);
            return;
        }
        rowHasBars = true;
        SvgPath.append(outline, bars.computeIfAbsent(look, unused -> new StringBuilder()));
    }

    private String fillOf(Paint paint, Surface surface) {
        if (surface.isMerged()) {
            merged.add(paint);
            return "url(#" + id + "-" + paint.code() + "m)";
        }
        if (paint.hatch() == Hatch.SOLID) {
            return paint.fillHex();
        }
        hatched.add(paint);
        return "url(#" + id + "-" + paint.code() + ")";
    }

    @Override
    public void fill(Outline outline, Ink ink, double opacity, String tooltip) {
        String faint = opacity < 1 ? " fill-opacity=\"" + Numbers.decimal(opacity, 2) + '"' : "";
        shape(place(), outline, " fill=\"" + ink(ink) + '"' + faint, tooltip);
    }

    @Override
    public void stroke(Outline outline, Ink ink, double width, Dash dash) {
        String dashes = dash.pattern().isEmpty() ? "" : " stroke-dasharray=\"" + dash.pattern() + '"';
        String wide = width == 1 ? "" : " stroke-width=\"" + Numbers.decimal(width, 1) + '"';
        shape(place(), outline, " fill=\"none\" stroke=\"" + ink(ink) + '"' + wide + dashes, "");
    }

    private void shape(StringBuilder to, Outline outline, String look, String tooltip) {
        Optional<Outline.Rectangle> rectangle = outline.rectangle();
        String name = rectangle.isPresent() ? "rect" : "path";
        to.append('<').append(name).append(look);
        if (rectangle.isPresent()) {
            Outline.Rectangle box = rectangle.get();
            to.append(box.hasSoftCorners() ? " rx=\"" + Outline.CORNER + '"' : "");
            to.append(" x=\"").append(Numbers.decimal(box.x(), 1));
            to.append("\" y=\"").append(Numbers.decimal(box.y(), 1));
            to.append("\" width=\"").append(Numbers.decimal(box.width(), 1));
            to.append("\" height=\"").append(Numbers.decimal(box.height(), 1));
        } else {
            to.append(" d=\"");
            SvgPath.append(outline, to);
        }
        if (tooltip.isEmpty() || !hasTooltips) {
            to.append("\"/>\n");
        } else {
            to.append("\"><title>").append(Markup.text(tooltip)).append("</title></");
            to.append(name).append(">\n");
        }
    }

    @Override
    public void text(double x, double y, Words words) {
        if (words.text().isEmpty()) {
            return;
        }
        String look = look(words);
        String text = "<text x=\"" + Numbers.decimal(x, 1) + "\" y=\"" + Numbers.decimal(y, 1) + "\">"
                + Markup.text(words.text()) + "</text>\n";
        String colour = " fill=\"" + ink(words.ink()) + '"';
        if (!words.hasHalo()) {
            place().append("<text").append(colour).append(look).append(text, "<text".length(), text.length());
            return;
        }
        // Twice, as not every program can be told to draw the stroke of a text before its fill.
        String halo = words.halo().fillHex();
        String aura = " fill=\"" + halo + "\" stroke=\"" + halo + "\" stroke-width=\"3\"" + look;
        halos.computeIfAbsent(aura, unused -> new StringBuilder()).append(text);
        letters.computeIfAbsent(colour + look, unused -> new StringBuilder()).append(text);
        if (hasTooltips) {
            finishRows();
        }
    }

    private static String look(Words words) {
        return " font-size=\"" + Numbers.decimal(words.size(), 1) + '"'
                + (words.isBold() || words.isMono() ? " font-weight=\"600\"" : "")
                + (words.isMono() ? " font-family=\"DejaVu Sans Mono,Menlo,Consolas,monospace\"" : "")
                + switch (words.anchor()) {
                    case START -> "";
                    case MIDDLE -> " text-anchor=\"middle\"";
                    case END -> " text-anchor=\"end\"";
                };
    }

    private String ink(Ink ink) {
        return ink.on(dark);
    }

    /** What is drawn after a row's bars lies over all bars. */
    private StringBuilder place() {
        return rowHasBars ? over : out;
    }

    @Override
    public void open(String key) {
        if (depth == 0) {
            rowHasBars = false;
            // Pauses and arrows are drawn when the rows are there, and lie over them.
            if (key.equals("pauses") || key.equals("arrows")) {
                finishRows();
            }
        }
        depth++;
    }

    @Override
    public void close() {
        depth--;
    }

    private void finishRows() {
        bars.forEach((look, data) ->
                out.append("<path").append(look).append(" d=\"").append(data).append("\"/>\n"));
        bars.clear();
        grouped(halos);
        grouped(letters);
        out.append(over);
        over.setLength(0);
    }

    private void grouped(Map<String, StringBuilder> texts) {
        texts.forEach((look, elements) ->
                out.append("<g").append(look).append(">\n").append(elements).append("</g>\n"));
        texts.clear();
    }

    @Override
    public boolean showsOnDemand() {
        return false;
    }
}
