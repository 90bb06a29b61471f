package weft.timeline.render;

import weft.timeline.layout.Picture;

/**
 * Draws a picture as a piece of HTML that holds it twice: as SVG, and plainly with {@code div}s.
 *
 * <p>No script chooses between the two. The SVG stands in a hidden {@code div} that only this piece's own style sheet
 * brings to light, and the same style sheet hides the plain form. A page that trusts the piece keeps the style sheet
 * and shows the SVG. JupyterLab, when it does not trust a notebook, removes {@code <style>} with its text and the tags
 * of the SVG, but keeps inline styles: what is left of the SVG stays hidden and the plain form is seen.
 * An {@code <img>} of the SVG would survive too, but doubles the size and knows neither tooltips nor the page's theme.
 */
public final class HtmlRenderer {

    private HtmlRenderer() {}

    /** A piece for inside of a page; the prefix makes its ids differ from those of other pieces there. */
    public static String render(Picture picture, String idPrefix) {
        String svg = SvgRenderer.render(picture, idPrefix);
        String box = "#" + idPrefix + "-box";
        return "<div id=\"" + idPrefix + "-box\" data-lm-suppress-shortcuts=\"true\" style=\"max-width:"
                + Numbers.decimal(picture.width(), 0) + "px\">\n"
                + "<style>" + box + "{font-family:system-ui,sans-serif}" + box + ">.weft-svg{display:block!important}"
                + box + ">.weft-plain{display:none}" + box
                + " table{border-collapse:collapse;font-size:13px;margin:6px 0}" + box + " td," + box
                + " th{padding:2px 10px 2px 0;text-align:right}" + box + " td:first-child," + box
                + " th:first-child{text-align:left}" + box + " summary{cursor:pointer;font-size:13px}"
                + box + " .w-dim{opacity:.22}</style>\n"
                + "<div class=\"weft-svg\" style=\"display:none\">\n" + svg + "</div>\n"
                + new PlainPicture(picture).render()
                + TableRenderer.render(picture)
                + HtmlScript.of(idPrefix)
                + "</div>\n";
    }

    /** A page of its own, for {@code --save x.html}. */
    public static String document(Picture picture) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                + "content=\"width=device-width\"><title>" + Markup.text(picture.title()) + "</title></head>\n<body>\n"
                + render(picture, "weft") + "</body>\n</html>\n";
    }
}
