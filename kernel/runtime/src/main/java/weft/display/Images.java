package weft.display;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import weft.wire.MimeBundle;

/** Images as PNG. Apart, so that AWT is loaded only where there is an image. */
final class Images {

    private Images() {}

    static MimeBundle render(Object value, MimeBundle text) {
        BufferedImage image = (BufferedImage) value;
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String words = "Image, " + image.getWidth() + " × " + image.getHeight() + " pixels";
        MimeBundle bundle = text.with(MimeBundle.TEXT, words)
                .with("image/png", Base64.getEncoder().encodeToString(png.toByteArray()));
        String size = "{\"width\":" + image.getWidth() + ",\"height\":" + image.getHeight() + "}";
        return new MimeBundle(bundle.data(), Map.of("image/png", size));
    }
}
