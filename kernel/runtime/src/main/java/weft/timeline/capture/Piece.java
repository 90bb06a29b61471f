package weft.timeline.capture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.Pause;
import weft.timeline.model.Source;
import weft.timeline.model.ThreadState;

/** A span in the making: by {@code System.nanoTime()}, its end {@link Event#OPEN} while it has not come. */
record Piece(
        long startNanos,
        long endNanos,
        ThreadState state,
        Source source,
        @Nullable String resource,
        @Nullable Long holder,
        String detail) {

    private static final List<Pause> NONE = List.of();

    Piece between(long start, long end) {
        return new Piece(start, end, state, source, resource, holder, detail);
    }

    private boolean isWait() {
        return state != ThreadState.RUNNING && (state != ThreadState.READY || source == Source.INFERRED);
    }

    /**
     * Pieces that lie in one another, as calls do, become a row without overlap: where two lie, the inner one is what
     * the thread really did.
     *
     * <pre>
     *   [outer.................]           [outer][inner][outer]
     *          [inner]              →
     * </pre>
     */
    static List<Piece> flattened(List<Piece> pieces) {
        List<Piece> sorted = new ArrayList<>(pieces);
        sorted.sort(Comparator.comparingLong(Piece::startNanos));
        List<Piece> row = new ArrayList<>();
        Deque<Piece> around = new ArrayDeque<>();
        long done = Long.MIN_VALUE;
        for (Piece piece : sorted) {
            done = close(around, row, done, piece.startNanos());
            Piece outer = around.peek();
            if (outer != null) {
                add(row, outer, Math.max(done, outer.startNanos()), piece.startNanos());
            }
            done = Math.max(done, piece.startNanos());
            around.push(piece);
        }
        close(around, row, done, Event.OPEN);
        return row;
    }

    private static long close(Deque<Piece> around, List<Piece> row, long from, long until) {
        long done = from;
        for (Piece top = around.peek(); top != null && top.endNanos() <= until; top = around.peek()) {
            add(row, top, Math.max(done, top.startNanos()), top.endNanos());
            done = Math.max(done, top.endNanos());
            around.pop();
        }
        return done;
    }

    private static void add(List<Piece> row, Piece piece, long start, long end) {
        if (end > start) {
            row.add(piece.between(start, end));
        }
    }

    /** The row with the others where it has gaps. A wait that the row knows for its larger part is not told twice. */
    static List<Piece> filled(List<Piece> row, List<Piece> others) {
        if (others.isEmpty()) {
            return row;
        }
        List<Piece> sorted = new ArrayList<>(others);
        sorted.sort(Comparator.comparingLong(Piece::startNanos));
        List<Piece> result = new ArrayList<>(row);
        int at = 0;
        long done = Long.MIN_VALUE;
        for (Piece other : sorted) {
            while (at < row.size() && row.get(at).endNanos() <= other.startNanos()) {
                at++;
            }
            List<Piece> parts = parts(row, at, other, done);
            long uncovered =
                    parts.stream().mapToLong(p -> p.endNanos() - p.startNanos()).sum();
            boolean told = other.isWait() && uncovered * 2 < other.endNanos() - other.startNanos();
            if (!told && !parts.isEmpty()) {
                result.addAll(parts);
                done = parts.get(parts.size() - 1).endNanos();
            }
        }
        result.sort(Comparator.comparingLong(Piece::startNanos));
        return result;
    }

    /** The row, where nothing that was only seen from time to time runs while every thread is stopped. */
    static List<Piece> stopped(List<Piece> row, List<Pause> pauses) {
        List<Piece> result = new ArrayList<>();
        for (Piece piece : row) {
            long done = piece.startNanos();
            for (Pause pause : piece.state() == ThreadState.RUNNING && piece.source() != Source.EXACT ? pauses : NONE) {
                long from = Math.max(done, pause.startNanos());
                long to = Math.min(piece.endNanos(), pause.end().orAt(Event.OPEN));
                if (to > from) {
                    add(result, piece, done, from);
                    result.add(new Piece(from, to, ThreadState.READY, Source.INFERRED, null, null, pause.name()));
                    done = to;
                }
            }
            add(result, piece, done, piece.endNanos());
        }
        return result;
    }

    /** The parts of the pieces that lie in the frames, one of which may begin where another ends. */
    static List<Piece> within(List<Piece> frames, List<Piece> pieces) {
        List<Piece> joined = joined(frames);
        List<Piece> result = new ArrayList<>();
        int at = 0;
        for (Piece piece : pieces) {
            while (at < joined.size() && joined.get(at).endNanos() <= piece.startNanos()) {
                at++;
            }
            for (int i = at; i < joined.size() && joined.get(i).startNanos() < piece.endNanos(); i++) {
                Piece frame = joined.get(i);
                long start = Math.max(piece.startNanos(), frame.startNanos());
                add(result, piece, start, Math.min(piece.endNanos(), frame.endNanos()));
            }
        }
        return result;
    }

    private static List<Piece> joined(List<Piece> frames) {
        List<Piece> joined = new ArrayList<>();
        for (Piece frame : frames) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).endNanos() == frame.startNanos()) {
                joined.set(last, frame.between(joined.get(last).startNanos(), frame.endNanos()));
            } else {
                joined.add(frame);
            }
        }
        return joined;
    }

    private static List<Piece> parts(List<Piece> row, int from, Piece other, long done) {
        List<Piece> parts = new ArrayList<>();
        long start = Math.max(done, other.startNanos());
        for (int i = from; i < row.size() && row.get(i).startNanos() < other.endNanos(); i++) {
            add(parts, other, start, row.get(i).startNanos());
            start = Math.max(start, row.get(i).endNanos());
        }
        add(parts, other, start, other.endNanos());
        return parts;
    }
}
