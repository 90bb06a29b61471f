package weft.timeline.render;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes an image of few colours from one of many, which is half as large in a file. */
final class FewColours {

    /**
     * Fills, inks, and what smooth edges need between them; more make larger files and no better picture. With the
     * second, edges are less smooth, and the file is a third smaller.
     */
    static final int[] STEPS = {64, 32, 16};

    /** For one colour; the more there are, the nearer to each other they may be. */
    private static final int APART = 60_000;

    private final int[] kept;
    private final Map<Integer, Byte> places = new HashMap<>();

    private FewColours(int[] kept) {
        this.kept = kept;
    }

    /** The same image, of {@code TYPE_INT_RGB}, in so many of its most frequent colours; others become the nearest of them. */
    static BufferedImage of(BufferedImage image, int most) {
        int width = image.getWidth();
        int height = image.getHeight();
        // Asked for one by one, each pixel would be converted by the image's colour model, for 5 ms.
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        FewColours colours = new FewColours(mostFrequent(pixels, most));
        IndexColorModel model =
                new IndexColorModel(8, colours.kept.length, colours.kept, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage few = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        byte[] indices = ((DataBufferByte) few.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            // A run of one colour is the rule, and looking it up costs more than comparing.
            indices[i] = i > 0 && pixels[i] == pixels[i - 1] ? indices[i - 1] : colours.placeOf(pixels[i]);
        }
        return few;
    }

    private static int[] mostFrequent(int[] pixels, int most) {
        Map<Integer, Integer> counts = new HashMap<>();
        int runStart = 0;
        for (int i = 1; i <= pixels.length; i++) {
            if (i == pixels.length || pixels[i] != pixels[runStart]) {
                counts.merge(pixels[runStart], i - runStart, Integer::sum);
                runStart = i;
            }
        }
        // Ties go by value, so that one image gives the same bytes each time.
        List<Integer> ranked = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Collections.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        List<Integer> kept = new ArrayList<>();
        for (int colour : ranked) {
            // Of two that are hardly told apart one is enough: a hatching needs the place more than a smooth edge does.
            if (kept.size() < most && kept.stream().allMatch(other -> distance(colour, other) >= APART / most)) {
                kept.add(colour);
            }
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private byte placeOf(int colour) {
        return places.computeIfAbsent(colour, this::nearest);
    }

    private byte nearest(int colour) {
        int best = 0;
        for (int i = 1; i < kept.length; i++) {
            if (distance(colour, kept[i]) < distance(colour, kept[best])) {
                best = i;
            }
        }
        return (byte) best;
    }

    /** Green counts most and blue least, as in the eye. */
    private static int distance(int a, int b) {
        int red = (a >> 16 & 0xFF) - (b >> 16 & 0xFF);
        int green = (a >> 8 & 0xFF) - (b >> 8 & 0xFF);
        int blue = (a & 0xFF) - (b & 0xFF);
        return 3 * red * red + 6 * green * green + blue * blue;
    }
}
