package weft.timeline.model;

import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class Words {

    private static final double EXACTLY_ALL = 0.9995;

    private Words() {}

    /** For example {@code 83 %}. Only what is all of it is called 100 %, and only nothing is called 0 %. */
    public static String percent(double share) {
        if (share <= 0) {
            return "0 %";
        }
        if (share < 0.01) {
            return "under 1 %";
        }
        if (share >= EXACTLY_ALL) {
            return "100 %";
        }
        return Math.min(99, Math.round(share * 100)) + " %";
    }

    /** For example {@code 10,000}. */
    public static String count(long number) {
        return number < 1_000 ? String.valueOf(number) : String.format(Locale.ROOT, "%,d", number);
    }

    /** For example {@code 3 threads} or {@code 1 thread}. */
    public static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** Three significant digits with a fitting unit, for example {@code 12.3 ms}. */
    public static String duration(long nanos) {
        if (nanos < 1_000) {
            return nanos + " ns";
        }
        if (nanos < 999_500) {
            return digits(nanos / 1e3) + " µs";
        }
        return nanos < 999_500_000 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
    }

    // Pictures hold thousands of these, so they are made by hand and not by a formatter.
    private static String digits(double value) {
        int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        long power = decimals == 2 ? 100 : decimals == 1 ? 10 : 1;
        long scaled = Math.round(value * power);
        while (power > 1 && scaled % 10 == 0) {
            scaled /= 10;
            power /= 10;
        }
        if (power == 1) {
            return String.valueOf(scaled);
        }
        String part = String.valueOf(scaled % power);
        return scaled / power + (part.length() == 1 && power == 100 ? ".0" : ".") + part;
    }
}
