package weft.threads;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * Two pictures side by side.
 *
 * @param beforeText what the first shows, for those who cannot see it
 * @param afterText what the second shows
 */
public record BeforeAndAfter(BufferedImage before, BufferedImage after, String beforeText, String afterText)
        implements Displayable {

    @Override
    public MimeBundle toDisplay() {
        String html = "<div style=\"display:flex;flex-wrap:wrap;gap:12px\">" + figure("Before", before, beforeText)
                + figure("After", after, afterText) + "</div>";
        return MimeBundle.text(toString()).with(MimeBundle.HTML, html);
    }

    private static String figure(String caption, BufferedImage image, String text) {
        return "<figure style=\"margin:0\"><img alt=\"" + Table.escape(text) + "\" width=\"" + image.getWidth()
                + "\" style=\"max-width:100%\" src=\"data:image/png;base64," + base64(image) + "\"><figcaption>"
                + caption + "</figcaption></figure>";
    }

    private static String base64(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(png.toByteArray());
    }

    @Override
    public String toString() {
        return "Before: " + beforeText + ", " + before.getWidth() + " × " + before.getHeight() + ". After: " + afterText
                + ".";
    }
}
