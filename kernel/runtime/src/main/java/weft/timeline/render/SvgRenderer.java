package weft.timeline.render;

import weft.timeline.layout.Picture;
import weft.timeline.layout.Theme;
import weft.timeline.layout.TimeScale;

/**
 * Draws a picture as one SVG element that needs no script, font or file from elsewhere. The same picture and id
 * prefix give the same bytes. In a page it follows the page's theme, by its style sheet; on its own it has the theme
 * that the picture asks for, or else the light one, and needs no style sheet.
 */
public final class SvgRenderer {

    private SvgRenderer() {}

    /** An element for inside of a page; the prefix makes its ids differ from those of other pictures there. */
    public static String render(Picture picture, String idPrefix) {
        return element(
                picture,
                idPrefix,
                "width=\"" + Numbers.decimal(picture.width(), 1) + "\" height=\"" + Numbers.decimal(picture.height(), 1)
                        + "\" style=\"max-width:100%;height:auto\"");
    }

    /**
     * An element that only its own style sheet makes visible. A page that takes the style sheet away, and leaves the
     * element, would paint all of it black.
     */
    static String renderHiddenWithoutStyle(Picture picture, String idPrefix) {
        return element(picture, idPrefix, "width=\"0\" height=\"0\" display=\"none\"");
    }

    private static String element(Picture picture, String idPrefix, String size) {
        SvgCanvas canvas = new SvgCanvas();
        new PictureDrawing(picture, canvas).draw();
        return element(
                picture,
                idPrefix,
                size + " data-scale=\"" + scale(picture) + '"',
                new SvgStyle(idPrefix).of(picture, canvas.plainPaints(), canvas.mergedPaints()) + canvas.elements());
    }

    private static String element(Picture picture, String idPrefix, String attributes, String content) {
        if (!idPrefix.matches("[A-Za-z][A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException("An id cannot begin with \"" + idPrefix
                    + "\"; use a letter, then letters, digits, - or _, for example weft-7.");
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"" + idPrefix + "\" viewBox=\"0 0 "
                + Numbers.decimal(picture.width(), 1) + " " + Numbers.decimal(picture.height(), 1) + "\" " + attributes
                + " role=\"img\" aria-labelledby=\"" + idPrefix + "-title " + idPrefix + "-desc\">\n"
                + "<title id=\"" + idPrefix + "-title\">" + Markup.text(picture.title()) + "</title>\n"
                + "<desc id=\"" + idPrefix + "-desc\">" + Markup.text(picture.description()) + "</desc>\n"
                + content
                + "</svg>\n";
    }

    /** What a script needs to zoom: the times at both ends of the axis, and their places. */
    private static String scale(Picture picture) {
        TimeScale scale = picture.panels().get(0).scale();
        return scale.startNanos() + " " + scale.endNanos() + " " + Numbers.decimal(scale.left(), 1) + " "
                + Numbers.decimal(scale.right(), 1);
    }

    /** A file of its own. */
    public static String document(Picture picture) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + standalone(picture, "weft", true);
    }

    /** An output of its own, for clients that show SVG and no HTML; small, as there nobody points at a bar. */
    static String output(Picture picture, String idPrefix) {
        return standalone(picture, idPrefix, false);
    }

    private static String standalone(Picture picture, String idPrefix, boolean hasTooltips) {
        StandaloneSvgCanvas canvas = new StandaloneSvgCanvas(idPrefix, hasTooltips, picture.theme() == Theme.DARK);
        new PictureDrawing(picture, canvas).draw();
        return element(
                picture,
                idPrefix,
                "width=\"" + Numbers.decimal(picture.width(), 1) + "\" height=\"" + Numbers.decimal(picture.height(), 1)
                        + "\" font-family=\"DejaVu Sans,Verdana,Helvetica,Arial,sans-serif\" stroke-linejoin=\"round\"",
                canvas.elements());
    }
}
