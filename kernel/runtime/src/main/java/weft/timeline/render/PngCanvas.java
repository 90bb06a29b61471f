package weft.timeline.render;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import weft.timeline.model.Hatch;

/** Paints the drawing with Java 2D, which needs no display for it. For one thread only. */
final class PngCanvas implements Canvas {

    private static final float HATCH_OPACITY = 0.34f;

    private final Graphics2D graphics;
    private final boolean dark;

    PngCanvas(Graphics2D graphics, boolean dark) {
        this.graphics = graphics;
        this.dark = dark;
    }

    @Override
    public void bar(Outline outline, Paint paint, Surface surface, String tooltip) {
        Shape shape = shape(outline);
        graphics.setColor(Color.decode(paint.fillHex()));
        graphics.fill(shape);
        hatch(shape, surface.isMerged() ? "M1 0V7M5 0V7" : HatchLines.of(paint.hatch()), paint, surface);
        graphics.setColor(surface.isSampled() ? color(Ink.TEXT) : Color.decode(paint.outlineHex()));
        graphics.setStroke(
                surface.isSampled()
                        ? new BasicStroke(
                                1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {2.5f, 2.5f}, 0)
                        : new BasicStroke(1));
        graphics.draw(shape);
    }

    private void hatch(Shape shape, String tile, Paint paint, Surface surface) {
        if (tile.isEmpty() || (paint.hatch() == Hatch.SOLID && !surface.isMerged())) {
            return;
        }
        Shape clip = graphics.getClip();
        Composite opaque = graphics.getComposite();
        graphics.clip(shape);
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, HATCH_OPACITY));
        graphics.setColor(Color.decode(paint.outlineHex()));
        graphics.setStroke(new BasicStroke(1.1f));
        var bounds = shape.getBounds2D();
        double size = surface.isMerged() ? HatchLines.TILE + 1.0 : HatchLines.TILE;
        Path2D lines = path(HatchLines.parse(tile));
        double firstX = Math.floor(bounds.getMinX() / size) * size;
        double firstY = Math.floor(bounds.getMinY() / HatchLines.TILE) * HatchLines.TILE;
        Path2D all = new Path2D.Double();
        for (double x = firstX; x < bounds.getMaxX(); x += size) {
            for (double y = firstY; y < bounds.getMaxY(); y += HatchLines.TILE) {
                all.append(
                        lines.createTransformedShape(java.awt.geom.AffineTransform.getTranslateInstance(x, y)), false);
            }
        }
        graphics.draw(all);
        graphics.setComposite(opaque);
        graphics.setClip(clip);
    }

    @Override
    public void fill(Outline outline, Ink ink, double opacity, String tooltip) {
        Composite opaque = graphics.getComposite();
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) opacity));
        graphics.setColor(color(ink));
        graphics.fill(shape(outline));
        graphics.setComposite(opaque);
    }

    @Override
    public void stroke(Outline outline, Ink ink, double width, Dash dash) {
        graphics.setColor(color(ink));
        graphics.setStroke(stroke((float) width, dash));
        graphics.draw(path(outline));
    }

    private static BasicStroke stroke(float width, Dash dash) {
        if (dash.pattern().isEmpty()) {
            return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
        }
        List<String> lengths = List.of(dash.pattern().split(" "));
        float[] pattern = new float[lengths.size()];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = Float.parseFloat(lengths.get(i));
        }
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, pattern, 0);
    }

    @Override
    public void text(double x, double y, Words words) {
        if (words.text().isEmpty()) {
            return;
        }
        Font font = new Font(
                        words.isMono() ? Font.MONOSPACED : Font.SANS_SERIF, words.isBold() ? Font.BOLD : Font.PLAIN, 1)
                .deriveFont((float) words.size());
        GlyphVector glyphs = font.createGlyphVector(graphics.getFontRenderContext(), words.text());
        double width = glyphs.getLogicalBounds().getWidth();
        double left = switch (words.anchor()) {
            case START -> x;
            case MIDDLE -> x - width / 2;
            case END -> x - width;
        };
        Shape shape = glyphs.getOutline((float) left, (float) y);
        if (words.hasHalo()) {
            graphics.setColor(Color.decode(words.halo().fillHex()));
            graphics.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            graphics.draw(shape);
        }
        graphics.setColor(color(words.ink()));
        graphics.fill(shape);
    }

    @Override
    public void open(String key) {}

    @Override
    public void close() {}

    private Color color(Ink ink) {
        return Color.decode(ink.on(dark));
    }

    @Override
    public boolean showsOnDemand() {
        return false;
    }

    private static Shape shape(Outline outline) {
        Outline.Rectangle box = outline.rectangle().orElse(null);
        if (box == null) {
            return path(outline);
        }
        double arc = box.hasSoftCorners() ? 2 * Outline.CORNER : 0;
        return new RoundRectangle2D.Double(box.x(), box.y(), box.width(), box.height(), arc, arc);
    }

    private static Path2D path(Outline outline) {
        Path2D path = new Path2D.Double();
        for (Outline.Stroke stroke : outline.strokes()) {
            List<Double> at = stroke.at();
            switch (stroke.kind()) {
                case 'M' -> path.moveTo(at.get(0), at.get(1));
                case 'L' -> path.lineTo(at.get(0), at.get(1));
                case 'Q' -> path.quadTo(at.get(0), at.get(1), at.get(2), at.get(3));
                case 'C' -> path.curveTo(at.get(0), at.get(1), at.get(2), at.get(3), at.get(4), at.get(5));
                default -> path.closePath();
            }
        }
        return path;
    }
}
