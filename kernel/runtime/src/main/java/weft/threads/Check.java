package weft.threads;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import weft.timeline.model.Requirements;
import weft.timeline.model.Timeline;

/**
 * A claim that was checked and held. One that does not hold is not a value: it ends the cell with {@link CheckFailed}.
 *
 * <p><b>Lesson.</b> A program with a race is often right by luck. A check that must mean something is given a forced
 * run ({@link Race#force}, {@link Schedule}) or counted outcomes ({@link Outcomes}), not one run that went well.
 */
public record Check(String claim) {

    static Check of(String claim, boolean holds) {
        if (!holds) {
            throw new CheckFailed("✘ " + claim + ": this does not hold; change the code above and run it again");
        }
        return held(claim);
    }

    static Check of(String claim, Object actual, Object expected, String hint) {
        if (isSame(actual, expected)) {
            return held(claim);
        }
        String message = "✘ " + claim + ": expected \"" + expected + "\", got \"" + actual + "\"";
        String difference = difference(actual, expected);
        throw new CheckFailed(message + difference + (hint.isEmpty() ? "" : "\n  Hint: " + hint));
    }

    static Check of(String claim, Evidence evidence) {
        Optional<String> against = evidence.against();
        if (against.isPresent()) {
            throw new CheckFailed("✘ " + claim + ": " + against.get());
        }
        return held(claim);
    }

    static Check of(String claim, Timeline timeline, Consumer<Requirements> demands) {
        try {
            demands.accept(timeline.require());
        } catch (AssertionError e) {
            throw new CheckFailed("✘ " + claim + ": " + e.getMessage());
        }
        return held(claim);
    }

    private static Check held(String claim) {
        return new Check(claim);
    }

    /** Numbers are the same by value: a learner compares a {@code long} counter with the {@code int} 4000. */
    private static boolean isSame(Object actual, Object expected) {
        if (isWhole(actual) && isWhole(expected)) {
            return ((Number) actual).longValue() == ((Number) expected).longValue();
        }
        return Objects.deepEquals(actual, expected);
    }

    private static String difference(Object actual, Object expected) {
        if (!isWhole(actual) || !isWhole(expected)) {
            return "";
        }
        long missing = ((Number) expected).longValue() - ((Number) actual).longValue();
        if (missing > 0) {
            return "; " + missing
                    + " missing: did two threads read the same value, and the later write undo the other?";
        }
        return "; " + -missing + " too many: was something counted twice, or freed twice?";
    }

    private static boolean isWhole(Object value) {
        // An AtomicInteger or LongAdder is a Number too, and its value is what a learner means.
        return value instanceof Number
                && !(value instanceof Double)
                && !(value instanceof Float)
                && !(value instanceof java.math.BigDecimal)
                && !(value instanceof java.math.BigInteger);
    }

    @Override
    public String toString() {
        return "✔ " + claim;
    }
}
