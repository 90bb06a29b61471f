package weft.timeline.render;

/** Numbers for markup: short, with a point in every locale, and the same on every machine. */
final class Numbers {

    private static final double[] POWERS = {1, 10, 100, 1000};

    private Numbers() {}

    static String decimal(double value, int places) {
        long scaled = Math.round(value * POWERS[places]);
        long whole = Math.abs(scaled) / (long) POWERS[places];
        long part = Math.abs(scaled) % (long) POWERS[places];
        String sign = scaled < 0 ? "-" : "";
        if (part == 0) {
            return sign + whole;
        }
        StringBuilder digits = new StringBuilder().append(part);
        while (digits.length() < places) {
            digits.insert(0, '0');
        }
        while (digits.charAt(digits.length() - 1) == '0') {
            digits.setLength(digits.length() - 1);
        }
        return sign + whole + "." + digits;
    }

    /** Whether two numbers are written alike. */
    static boolean same(double a, double b) {
        return !Double.isNaN(a) && !Double.isNaN(b) && Math.round(a * 10) == Math.round(b * 10);
    }
}
