package weft.timeline.layout;

/**
 * How wide a text will be, without a font: layout is pure, and the page's font is not known here. The classes of
 * width are those of the widest common sans-serif (DejaVu Sans), so a guess is rather too wide than too narrow.
 */
public final class TextWidth {

    private static final String NARROW = "ijl.,:;'|!`“”";
    private static final String SLIM = "frtI()[]-/\\ \"*";
    private static final String WIDE = "mwMW%@—…→";

    private TextWidth() {}

    public static double of(String text, double size) {
        double ems = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            ems += ems(text.codePointAt(at));
        }
        return ems * size;
    }

    /** The text, or as much of it as fits with an ellipsis; empty when not even two characters fit. */
    public static String fit(String text, double size, double width) {
        if (of(text, size) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && of(text.substring(0, end) + "…", size) > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return end < 2 ? "" : text.substring(0, end).stripTrailing() + "…";
    }

    private static double ems(int point) {
        if (NARROW.indexOf(point) >= 0) {
            return 0.31;
        }
        if (SLIM.indexOf(point) >= 0) {
            return 0.39;
        }
        if (WIDE.indexOf(point) >= 0) {
            return 0.95;
        }
        if (point >= 0x1100) {
            // East Asian letters and pictures take a full em.
            return Character.isIdeographic(point) || point >= 0x1F000 ? 1.0 : 0.7;
        }
        return Character.isUpperCase(point) ? 0.7 : 0.615;
    }
}
