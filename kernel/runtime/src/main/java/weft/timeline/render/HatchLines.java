package weft.timeline.render;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import weft.timeline.model.Hatch;

/** The lines of each hatch in a tile of seven by seven, which repeats without a seam. */
final class HatchLines {

    static final int TILE = 7;

    private static final Pattern PART = Pattern.compile("([MLHV])(-?[0-9.]+)(?: (-?[0-9.]+))?");

    private HatchLines() {}

    /** As an SVG path of moves (M), lines (L), H and V. */
    static String of(Hatch hatch) {
        return switch (hatch) {
            case SOLID -> "";
            case RISING -> "M-1 1L1 -1M0 7L7 0M6 8L8 6";
            case FALLING -> "M-1 6L1 8M0 0L7 7M6 -1L8 1";
            case CROSSED -> "M0 7L7 0M0 0L7 7";
            case UPRIGHT -> "M3.5 0V7";
            case LEVEL -> "M0 3.5H7";
            case DOTTED -> "M1 2H3M4.5 5.5H6.5";
            case EMPTY -> "M3 3.5H4";
        };
    }

    /** The same lines for a canvas that does not read SVG. */
    static Outline parse(String lines) {
        Outline outline = new Outline();
        Matcher parts = PART.matcher(lines);
        double x = 0;
        double y = 0;
        while (parts.find()) {
            double first = Double.parseDouble(parts.group(2));
            char kind = parts.group(1).charAt(0);
            x = kind == 'V' ? x : first;
            y = kind == 'V' ? first : kind == 'H' ? y : Double.parseDouble(parts.group(3));
            if (kind == 'M') {
                outline.move(x, y);
            } else {
                outline.line(x, y);
            }
        }
        return outline;
    }
}
