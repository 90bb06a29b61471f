package weft.timeline.render;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Writes the drawing as SVG elements. Looks come from classes, which {@link SvgStyle} defines for the used ones only. */
final class SvgCanvas implements Canvas {

    private final StringBuilder out = new StringBuilder();
    private final Set<Paint> plain = EnumSet.noneOf(Paint.class);
    private final Set<Paint> merged = EnumSet.noneOf(Paint.class);

    String elements() {
        return out.toString();
    }

    Set<Paint> plainPaints() {
        return plain;
    }

    Set<Paint> mergedPaints() {
        return merged;
    }

    @Override
    public void bar(Outline outline, Paint paint, Surface surface, String tooltip) {
        plain.add(paint);
        String style = paint.code();
        if (surface.isMerged()) {
            merged.add(paint);
            style += " " + paint.code() + "m";
        }
        String on = surface.waitsFor().isEmpty() ? "" : " data-on=\"" + Markup.attribute(surface.waitsFor()) + '"';
        element(outline, surface.isSampled() ? style + " d" : style, on, tooltip);
    }

    @Override
    public void fill(Outline outline, Ink ink, double opacity, String tooltip) {
        String faint = opacity < 1 ? " fill-opacity=\"" + Numbers.decimal(opacity, 2) + '"' : "";
        element(outline, "f" + ink.code(), faint, tooltip);
    }

    @Override
    public void stroke(Outline outline, Ink ink, double width, Dash dash) {
        String dashes = dash.pattern().isEmpty() ? "" : " stroke-dasharray=\"" + dash.pattern() + '"';
        String wide = width == 1 ? "" : " stroke-width=\"" + Numbers.decimal(width, 1) + '"';
        element(outline, "l" + ink.code(), wide + dashes, "");
    }

    private void element(Outline outline, String style, String more, String tooltip) {
        Optional<Outline.Rectangle> rectangle = outline.rectangle();
        String name = rectangle.isPresent() ? "rect" : "path";
        out.append('<').append(name).append(" class=\"").append(style);
        if (rectangle.isPresent()) {
            rectangle(rectangle.get(), more);
        } else {
            out.append('"').append(more).append(" d=\"");
            SvgPath.append(outline, out);
        }
        if (tooltip.isEmpty()) {
            out.append("\"/>\n");
        } else {
            out.append("\"><title>")
                    .append(Markup.text(tooltip))
                    .append("</title></")
                    .append(name)
                    .append(">\n");
        }
    }

    private void rectangle(Outline.Rectangle box, String more) {
        out.append(box.hasSoftCorners() ? "\"" : " n\"").append(more);
        out.append(" x=\"")
                .append(Numbers.decimal(box.x(), 1))
                .append("\" y=\"")
                .append(Numbers.decimal(box.y(), 1));
        out.append("\" width=\"").append(Numbers.decimal(box.width(), 1));
        out.append("\" height=\"").append(Numbers.decimal(box.height(), 1));
    }

    @Override
    public void text(double x, double y, Words words) {
        if (words.text().isEmpty()) {
            return;
        }
        out.append("<text class=\"f").append(words.ink().code());
        out.append(words.isBold() ? " o" : "").append(words.isMono() ? " c" : "");
        if (words.hasHalo()) {
            out.append(" z").append(words.halo().code());
        }
        out.append("\" x=\"").append(Numbers.decimal(x, 1)).append("\" y=\"").append(Numbers.decimal(y, 1));
        out.append("\" font-size=\"").append(Numbers.decimal(words.size(), 1)).append('"');
        out.append(
                switch (words.anchor()) {
                    case START -> "";
                    case MIDDLE -> " text-anchor=\"middle\"";
                    case END -> " text-anchor=\"end\"";
                });
        out.append('>').append(Markup.text(words.text())).append("</text>\n");
    }

    @Override
    public void open(String key) {
        int blank = key.indexOf(' ');
        String kind = blank < 0 ? key : key.substring(0, blank);
        String what = blank < 0 ? "" : key.substring(blank + 1);
        out.append("<g class=\"w-").append(kind).append('"');
        if (!what.isEmpty()) {
            out.append(" data-")
                    .append(kind)
                    .append("=\"")
                    .append(Markup.attribute(what))
                    .append('"');
        }
        out.append(">\n");
    }

    @Override
    public boolean showsOnDemand() {
        return true;
    }

    @Override
    public void close() {
        out.append("</g>\n");
    }
}
