package weft.timeline.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of times as intervals that neither touch nor overlap, in order.
 *
 * <pre>
 *   a           [====]    [=======]
 *   b              [=========]
 *   a and b        [=]    [==]
 * </pre>
 */
public record Intervals(List<Piece> pieces) {

    /** From start (in) to end (out), in nanoseconds. */
    public record Piece(long startNanos, long endNanos) {
        public long lengthNanos() {
            return endNanos - startNanos;
        }
    }

    /** Sorts the pieces, joins those that touch, and leaves out empty ones. */
    public static Intervals of(List<Piece> unordered) {
        List<Piece> sorted = new ArrayList<>(unordered);
        sorted.sort(Comparator.comparingLong(Piece::startNanos));
        List<Piece> joined = new ArrayList<>();
        for (Piece piece : sorted) {
            if (piece.lengthNanos() <= 0) {
                continue;
            }
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).endNanos() >= piece.startNanos()) {
                Piece before = joined.get(last);
                joined.set(last, new Piece(before.startNanos(), Math.max(before.endNanos(), piece.endNanos())));
            } else {
                joined.add(piece);
            }
        }
        return new Intervals(List.copyOf(joined));
    }

    public Intervals and(Intervals other) {
        List<Piece> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < pieces.size() && j < other.pieces.size()) {
            Piece a = pieces.get(i);
            Piece b = other.pieces.get(j);
            long start = Math.max(a.startNanos(), b.startNanos());
            long end = Math.min(a.endNanos(), b.endNanos());
            if (start < end) {
                common.add(new Piece(start, end));
            }
            if (a.endNanos() < b.endNanos()) {
                i++;
            } else {
                j++;
            }
        }
        return new Intervals(List.copyOf(common));
    }

    /** Only the pieces of at least this length: shorter ones are below what the clocks can tell. */
    public Intervals atLeast(long nanos) {
        return new Intervals(
                pieces.stream().filter(piece -> piece.lengthNanos() >= nanos).toList());
    }

    public long totalNanos() {
        return pieces.stream().mapToLong(Piece::lengthNanos).sum();
    }

    public boolean isEmpty() {
        return pieces.isEmpty();
    }
}
