package weft.timeline.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * From a time to a place on the horizontal axis, with ticks at round times.
 *
 * <pre>
 *   domain   0 ms ............ 40 ms
 *   range    120 px .......... 880 px
 *   ticks    0    10    20    30    40 ms
 * </pre>
 */
public record TimeScale(long startNanos, long endNanos, double left, double right) {

    /** A round time and its label; all labels of a scale have one unit, written on the last. */
    public record Tick(long nanos, double x, String label) {}

    public TimeScale {
        if (endNanos <= startNanos) {
            // A recording without length still has a picture: one moment, drawn as wide as the axis.
            endNanos = startNanos + 1;
        }
    }

    public double x(long nanos) {
        return left + (right - left) * (nanos - startNanos) / (double) (endNanos - startNanos);
    }

    /** The place of a time, moved to the nearer edge when it lies outside. */
    public double clampedX(long nanos) {
        return x(Math.max(startNanos, Math.min(endNanos, nanos)));
    }

    public double width(long nanos) {
        return (right - left) * nanos / (double) (endNanos - startNanos);
    }

    /** Ticks at multiples of 1, 2 or 5 times a power of ten, at least so many pixels apart. */
    public List<Tick> ticks(double apart) {
        long step = step(apart);
        List<Tick> ticks = new ArrayList<>();
        for (long at = Math.floorDiv(startNanos + step - 1, step) * step; at <= endNanos; at += step) {
            ticks.add(new Tick(at, x(at), label(at, step)));
        }
        if (!ticks.isEmpty()) {
            Tick last = ticks.remove(ticks.size() - 1);
            ticks.add(new Tick(last.nanos(), last.x(), last.label() + " " + unit(step)));
        }
        return ticks;
    }

    private long step(double apart) {
        double atLeast = apart * (endNanos - startNanos) / Math.max(1, right - left);
        long power = 1;
        while (power * 10 <= atLeast) {
            power *= 10;
        }
        for (long factor : new long[] {1, 2, 5}) {
            if (power * factor >= atLeast) {
                return power * factor;
            }
        }
        return power * 10;
    }

    // The unit follows the largest time shown, so that labels stay short: 12 ms, not 12000 µs.
    private String unit(long step) {
        if (endNanos >= 1_000_000_000L && step >= 10_000_000L) {
            return "s";
        }
        if (endNanos >= 1_000_000L && step >= 10_000L) {
            return "ms";
        }
        return endNanos >= 1_000L && step >= 10L ? "µs" : "ns";
    }

    private String label(long nanos, long step) {
        long unit = switch (unit(step)) {
            case "s" -> 1_000_000_000L;
            case "ms" -> 1_000_000L;
            case "µs" -> 1_000L;
            default -> 1L;
        };
        return java.math.BigDecimal.valueOf(nanos)
                .divide(java.math.BigDecimal.valueOf(unit))
                .stripTrailingZeros()
                .toPlainString();
    }
}
