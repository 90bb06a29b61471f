package weft.timeline.render;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import weft.timeline.layout.Picture;
import weft.timeline.layout.Theme;

/**
 * Paints a picture as a PNG file, without a display. It is the only entry to {@code java.awt} here, so a program
 * that wants no pixels never loads it. The letters are those of the machine's fonts, so bytes can differ by machine.
 * A theme of {@code AUTO} is drawn light, as pixels cannot follow their page.
 */
public final class PngRenderer {

    /** Two pixels for one, for slides and paper. */
    private static final int SCALE = 2;

    private PngRenderer() {}

    /** The bytes of a file. */
    public static byte[] render(Picture picture) {
        return bytes(paint(picture, SCALE));
    }

    /** A picture to be kept inside of a notebook: one pixel for one, in few colours; a fifth of the size. */
    static byte[] renderSmall(Picture picture) {
        return renderSmall(picture, Integer.MAX_VALUE).orElseThrow();
    }

    /** The same in as many colours as so many bytes allow; empty where not even the fewest fit. */
    static Optional<byte[]> renderSmall(Picture picture, int mostBytes) {
        BufferedImage image = paint(picture, 1);
        for (int colours : FewColours.STEPS) {
            byte[] bytes = bytes(FewColours.of(image, colours));
            if (bytes.length <= mostBytes) {
                return Optional.of(bytes);
            }
        }
        return Optional.empty();
    }

    private static BufferedImage paint(Picture picture, int scale) {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        int width = (int) Math.ceil(picture.width() * scale);
        int height = (int) Math.ceil(picture.height() * scale);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.scale(scale, scale);
        new PictureDrawing(picture, new PngCanvas(graphics, picture.theme() == Theme.DARK)).draw();
        graphics.dispose();
        return image;
    }

    private static byte[] bytes(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
