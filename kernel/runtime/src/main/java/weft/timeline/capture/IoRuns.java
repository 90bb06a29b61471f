package weft.timeline.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.Words;

/**
 * Joins the reads of one file, or the writes to one socket, that follow each other at once: a megabyte written in one
 * call is 128 events of 8 kB.
 */
final class IoRuns {

    /** What lies between two chunks of one call is copying; a longer time is the program's own work. */
    private static final long SAME_CALL_NANOS = 50_000;

    private record Piece(Sighting sighting, long bytes) {}

    private final Map<Long, List<Piece>> byThread = new HashMap<>();

    void add(Sighting sighting, long bytes) {
        byThread.computeIfAbsent(sighting.threadId(), id -> new ArrayList<>()).add(new Piece(sighting, bytes));
    }

    List<Sighting> sightings() {
        List<Sighting> joined = new ArrayList<>();
        for (List<Piece> pieces : byThread.values()) {
            pieces.sort(Comparator.comparingLong(piece -> piece.sighting().startNanos()));
            join(pieces, joined);
        }
        return joined;
    }

    private static void join(List<Piece> pieces, List<Sighting> joined) {
        @Nullable Piece run = null;
        for (Piece piece : pieces) {
            if (run != null && continues(run.sighting(), piece.sighting())) {
                run = new Piece(
                        ending(
                                run.sighting(),
                                piece.sighting().endNanos(),
                                run.sighting().detail()),
                        run.bytes() + piece.bytes());
            } else {
                finish(run, joined);
                run = piece;
            }
        }
        finish(run, joined);
    }

    private static boolean continues(Sighting before, Sighting next) {
        return before.detail().equals(next.detail()) && next.startNanos() - before.endNanos() < SAME_CALL_NANOS;
    }

    private static void finish(@Nullable Piece run, List<Sighting> joined) {
        if (run != null) {
            Sighting seen = run.sighting();
            String size = run.bytes() == 0 ? "" : ", " + Words.count(run.bytes(), "byte");
            joined.add(ending(seen, seen.endNanos(), seen.detail() + size));
        }
    }

    private static Sighting ending(Sighting seen, long endNanos, String detail) {
        return new Sighting(seen.threadId(), seen.startNanos(), endNanos, seen.state(), seen.source(), detail);
    }
}
