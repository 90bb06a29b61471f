package weft.threads;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.Serializable;
import java.util.List;
import java.util.Random;

/**
 * A picture made soft: CPU-bound work. Each pixel becomes the mean of its neighbours; a part is a band of rows.
 *
 * <pre>{@code
 * ImageBlur blur = ImageBlur.of(640, 360);
 * blur.picture(Runner.threads(2).run(blur))     // before and after
 * }</pre>
 *
 * <p><b>Threads.</b> The pixels before are never written; each part makes its own band of pixels after.
 */
public final class ImageBlur implements Work<int[]>, Serializable {

    private static final int PARTS = 16;
    private static final int RADIUS = 7;

    private final int width;
    private final int height;
    private final int[] before;

    private ImageBlur(BufferedImage image) {
        width = image.getWidth();
        height = image.getHeight();
        before = image.getRGB(0, 0, width, height, null, 0, width);
    }

    public static ImageBlur of(BufferedImage image) {
        return new ImageBlur(image);
    }

    /** A drawn picture of that size: coloured threads on a dark ground, always the same. */
    public static ImageBlur of(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setPaint(new GradientPaint(0, 0, new Color(0x10243A), width, height, new Color(0x2E5E7E)));
        pen.fillRect(0, 0, width, height);
        Random random = new Random(width);
        for (int i = 0; i < 60; i++) {
            pen.setColor(Color.getHSBColor(random.nextFloat(), 0.6f, 0.95f));
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            if (i % 2 == 0) {
                pen.drawLine(x, 0, random.nextInt(width), height);
            } else {
                pen.drawLine(0, y, width, random.nextInt(height));
            }
            pen.fillOval(x - 5, y - 5, 11, 11);
        }
        pen.dispose();
        return of(image);
    }

    @Override
    public String name() {
        return "Blur of a picture, " + width + " × " + height;
    }

    @Override
    public Bound bound() {
        return Bound.CPU;
    }

    @Override
    public int parts() {
        return Math.min(PARTS, height);
    }

    @Override
    public int[] part(int index) {
        int from = index * height / parts();
        int to = (index + 1) * height / parts();
        int[] band = new int[(to - from) * width];
        for (int y = from; y < to; y++) {
            for (int x = 0; x < width; x++) {
                band[(y - from) * width + x] = mean(x, y);
            }
            Gil.checkpoint();
        }
        return band;
    }

    private int mean(int centreX, int centreY) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int pixels = 0;
        for (int y = Math.max(0, centreY - RADIUS); y <= Math.min(height - 1, centreY + RADIUS); y++) {
            for (int x = Math.max(0, centreX - RADIUS); x <= Math.min(width - 1, centreX + RADIUS); x++) {
                int pixel = before[y * width + x];
                red += (pixel >> 16) & 0xFF;
                green += (pixel >> 8) & 0xFF;
                blue += pixel & 0xFF;
                pixels++;
            }
        }
        return 0xFF000000 | ((red / pixels) << 16) | ((green / pixels) << 8) | (blue / pixels);
    }

    public BufferedImage before() {
        return image(List.of(before));
    }

    /** The bands put together. */
    public BufferedImage after(List<int[]> bands) {
        return image(bands);
    }

    /** Before and after, side by side. */
    public BeforeAndAfter picture(List<int[]> bands) {
        return new BeforeAndAfter(
                before(), after(bands), "a picture of coloured threads", "the same picture made soft");
    }

    private BufferedImage image(List<int[]> bands) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int y = 0;
        for (int[] band : bands) {
            int rows = band.length / width;
            image.setRGB(0, y, width, rows, band, 0, width);
            y += rows;
        }
        return image;
    }
}
