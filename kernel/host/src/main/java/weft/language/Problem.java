package weft.language;

import java.util.function.IntUnaryOperator;
import jdk.jshell.Diag;

/**
 * A finding of the compiler. Positions count from the start of the snippet, in UTF-16 units.
 *
 * @param code javac's name for it, as in {@code compiler.err.prob.found.req}
 * @param position the place that javac's own caret would mark, between {@code start} and {@code end}
 */
public record Problem(String code, String message, boolean isError, int start, int position, int end) {

    public static Problem of(Diag diag) {
        return new Problem(
                diag.getCode(),
                diag.getMessage(java.util.Locale.ROOT),
                diag.isError(),
                (int) diag.getStartPosition(),
                (int) diag.getPosition(),
                (int) diag.getEndPosition());
    }

    /** The same problem in a text where each position stands elsewhere. */
    public Problem moved(IntUnaryOperator places) {
        return new Problem(
                code, message, isError, places.applyAsInt(start), places.applyAsInt(position), places.applyAsInt(end));
    }
}
