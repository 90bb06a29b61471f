package weft.timeline.render;

import java.util.Locale;

/**
 * A colour by lightness, chroma and hue as people see them (Björn Ottosson's OKLCH), so that "equally light" can be
 * written down and computed.
 *
 * @param lightness 0 to 1
 * @param chroma 0 (grey) to about 0.3
 * @param hue in degrees
 */
record Oklch(double lightness, double chroma, double hue) {

    /** Linear red, green and blue, 0 to 1; a colour outside of sRGB is moved to its border channel by channel. */
    double[] linear() {
        double angle = Math.toRadians(hue);
        double a = chroma * Math.cos(angle);
        double b = chroma * Math.sin(angle);
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new double[] {
            clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            clamp(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)
        };
    }

    /** As {@code #rrggbb}. */
    String hex() {
        double[] rgb = linear();
        return String.format(Locale.ROOT, "#%02x%02x%02x", encoded(rgb[0]), encoded(rgb[1]), encoded(rgb[2]));
    }

    private static int encoded(double linear) {
        double value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (int) Math.round(value * 255);
    }

    private static double cube(double x) {
        return x * x * x;
    }

    private static double clamp(double x) {
        return Math.max(0, Math.min(1, x));
    }
}
