package weft.timeline.render;

import weft.timeline.layout.Picture;

/**
 * Draws a picture as a piece of HTML that holds it twice: as SVG, and plainly, as an image or as characters.
 *
 * <p>No script chooses between the two. The SVG stands in a hidden {@code div} that only this piece's own style sheet
 * brings to light, and the same style sheet hides the plain form. A page that trusts the piece keeps the style sheet
 * and shows the SVG, which knows tooltips and the page's theme. JupyterLab, when it does not trust a notebook, removes
 * {@code <style>} and the tags of the SVG, but keeps inline styles: what is left of the SVG stays hidden. GitHub removes
 * {@code <style>}, inline styles and {@code hidden}, but may keep the SVG, which therefore hides itself by its
 * attributes; the image stands before it. Both prefer HTML to an image beside it in the bundle, so the image is in here.
 *
 * @see <a href="https://github.com/pydata/xarray/pull/4053">what GitHub removes</a>
 */
public final class HtmlRenderer {

    private HtmlRenderer() {}

    /** A piece for inside of a page; the prefix makes its ids differ from those of other pieces there. */
    public static String render(Picture picture, String idPrefix) {
        return frame(picture, idPrefix).around(PlainPicture.ofCharacters(TextRenderer.render(picture)));
    }

    /** All of a piece but its plain form. */
    record Frame(String before, String after) {
        String around(String plain) {
            return before + plain + after;
        }
    }

    static Frame frame(Picture picture, String idPrefix) {
        String box = "#" + idPrefix + "-box";
        String before = "<div id=\"" + idPrefix + "-box\" data-lm-suppress-shortcuts=\"true\" style=\"max-width:"
                + Numbers.decimal(picture.width(), 0) + "px\">\n"
                + "<style>" + box + "{font-family:system-ui,sans-serif}" + box + ">.weft-svg{display:block!important}"
                + box + ">.weft-plain{display:none}" + box
                + " table{border-collapse:collapse;font-size:13px;margin:6px 0}" + box + " td," + box
                + " th{padding:2px 10px 2px 0;text-align:right}" + box + " td:first-child," + box
                + " th:first-child{text-align:left}" + box + " summary{cursor:pointer;font-size:13px}"
                + box + " .w-dim{opacity:.22}" + box
                + " svg:focus-visible{outline:3px solid #2f81f7;outline-offset:-3px}"
                + box + " .w-hint{float:right;font-size:13px;opacity:.8}@media print{" + box
                + " .w-hint{display:none}}</style>\n";
        String after = "<div class=\"weft-svg\" style=\"display:none\">\n"
                + SvgRenderer.renderHiddenWithoutStyle(picture, idPrefix) + "</div>\n"
                + TableRenderer.render(picture)
                + HtmlScript.of(idPrefix)
                + "</div>\n";
        return new Frame(before, after);
    }

    /** A page of its own, for {@code --save x.html}. */
    public static String document(Picture picture) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                + "content=\"width=device-width\"><title>" + Markup.text(picture.title()) + "</title></head>\n<body>\n"
                + render(picture, "weft") + "</body>\n</html>\n";
    }
}
