package weft.timeline.render;

import java.awt.AWTError;
import java.util.Base64;
import weft.timeline.layout.Picture;

/** What a reader sees of a picture whose page takes its style sheet away: pixels, or else characters. */
final class PlainPicture {

    private static final System.Logger LOG = System.getLogger(PlainPicture.class.getName());

    private PlainPicture() {}

    /** As characters, which need nothing but a font of equal widths. */
    static String ofCharacters(Picture picture) {
        return "<div class=\"weft-plain\"><pre style=\"color:#16181d;background:#ffffff;padding:8px;font-size:11px;"
                + "line-height:13px\">" + Markup.lines(TextRenderer.render(picture)) + "</pre></div>\n";
    }

    /** As pixels, if they and their markup take at most so many characters; else as characters. */
    static String ofPixels(Picture picture, int room) {
        try {
            String image = image(picture);
            return image.length() <= room ? image : ofCharacters(picture);
        } catch (RuntimeException | LinkageError | InternalError | AWTError e) {
            // A machine without fonts, as small containers are, can draw no letters.
            LOG.log(System.Logger.Level.WARNING, "A timeline is kept as characters, as pixels cannot be drawn", e);
            return ofCharacters(picture);
        }
    }

    private static String image(Picture picture) {
        String words = Markup.attribute(picture.title() + ". " + picture.description());
        return "<div class=\"weft-plain\"><img alt=\"" + words + "\" width=\""
                + Numbers.decimal(picture.width(), 0) + "\" style=\"max-width:100%\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(PngRenderer.renderSmall(picture)) + "\"/></div>\n";
    }
}
