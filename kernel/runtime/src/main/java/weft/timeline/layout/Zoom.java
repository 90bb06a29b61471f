package weft.timeline.layout;

/** The part of a timeline that is drawn, in nanoseconds from its start. */
public record Zoom(long startNanos, long endNanos) {

    public Zoom {
        if (startNanos < 0 || endNanos <= startNanos) {
            throw new IllegalArgumentException("A zoom from \"" + startNanos + "\" to \"" + endNanos
                    + "\" ns shows nothing; give a later end, for example 10ms..40ms.");
        }
    }

    /** Reads {@code 10ms..40ms}; the units are us (or µs), ms and s. */
    public static Zoom parse(String text) {
        String[] ends = text.split("\\.\\.", -1);
        if (ends.length != 2) {
            throw fault(text);
        }
        return new Zoom(nanos(ends[0].strip(), text), nanos(ends[1].strip(), text));
    }

    private static long nanos(String time, String whole) {
        String number = time.replaceAll("(us|µs|ms|s)$", "");
        String unit = time.substring(number.length());
        double factor = switch (unit) {
            case "us", "µs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            default -> throw fault(whole);
        };
        try {
            return Math.round(Double.parseDouble(number) * factor);
        } catch (NumberFormatException e) {
            throw fault(whole);
        }
    }

    private static IllegalArgumentException fault(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is no part of a timeline; give two times with units, for example 10ms..40ms.");
    }
}
