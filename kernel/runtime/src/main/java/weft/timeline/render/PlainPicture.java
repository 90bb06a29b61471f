package weft.timeline.render;

import weft.timeline.layout.Picture;

/** What a reader sees of a picture whose page takes its style sheet away: pixels, or else characters. */
final class PlainPicture {

    private PlainPicture() {}

    /** As characters, which need nothing but a font of equal widths. */
    static String ofCharacters(String characters) {
        return "<div class=\"weft-plain\"><pre style=\"color:#16181d;background:#ffffff;padding:8px;font-size:11px;"
                + "line-height:13px\">" + Markup.lines(characters) + "</pre></div>\n";
    }

    /** @param png in Base64 */
    static String ofPixels(Picture picture, String png) {
        return "<div class=\"weft-plain\"><img alt=\"" + Markup.attribute(words(picture)) + "\" width=\""
                + Numbers.decimal(picture.width(), 0) + "\" style=\"max-width:100%\" src=\"data:image/png;base64,"
                + png + "\"/></div>\n";
    }

    /** What stands for an image where it is not seen. */
    static String words(Picture picture) {
        return picture.title() + ". " + picture.description();
    }
}
