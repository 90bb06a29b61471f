package weft.timeline.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.LaneKind;
import weft.timeline.model.Source;
import weft.timeline.model.ThreadState;

/** One thread of a recording, while its lane is put together. Times are of {@code System.nanoTime()}. */
final class LaneDraft {

    /** In the place of a time that nobody saw. */
    static final long UNKNOWN = Long.MIN_VALUE;

    /** What the kernel needs to hand the next statement over, when that is compiled: no gap worth drawing. */
    private static final long HAND_OVER_NANOS = 2_000_000;

    /** To make a thread takes some 0.1 ms; one that takes longer to begin waits for a core. */
    private static final long VISIBLE_WAIT_FOR_CORE_NANOS = 1_000_000;

    final long id;
    final @Nullable Thread thread;
    String name;
    LaneKind kind;
    boolean isMain;
    /** When another thread called its {@code start}. */
    long calledNanos = UNKNOWN;

    /** When it began to run. */
    long startedNanos = UNKNOWN;
    /** When its body began and ended; of the main thread's lane, each piece of the cell's code. */
    final List<Event> bodies = new ArrayList<>();

    long endedNanos = Event.OPEN;
    long firstNanos = Event.OPEN;
    final List<Event> events = new ArrayList<>();
    final List<TaskTrack> ran = new ArrayList<>();
    final List<Piece> exact = new ArrayList<>();
    final List<Sighting> sightings = new ArrayList<>();

    LaneDraft(long id, @Nullable Thread thread, String name, LaneKind kind) {
        this.id = id;
        this.thread = thread;
        this.name = name;
        this.kind = kind;
    }

    void add(ThreadLog log) {
        firstNanos = Math.min(firstNanos, log.firstNanos);
        for (Event event : log.events()) {
            firstNanos = Math.min(firstNanos, event.startNanos);
            events.add(event);
            if (event.kind == Event.Kind.BODY) {
                bodies.add(event);
            }
        }
    }

    /** Works out when it lived from all that is known. */
    void settle() {
        bodies.sort(Comparator.comparingLong(body -> body.startNanos));
        removeInner();
        ran.sort(Comparator.comparingLong(task -> task.startNanos));
        if (isMain) {
            return;
        }
        if (!bodies.isEmpty()) {
            startedNanos = bodies.get(0).startNanos;
            endedNanos = bodies.get(bodies.size() - 1).endNanos;
        }
        if (startedNanos == UNKNOWN) {
            startedNanos = calledNanos;
        }
        if (endedNanos == Event.OPEN && thread != null && !thread.isAlive()) {
            endedNanos = lastNanos();
        }
    }

    /** A recording within a recorded body has a body of its own, whose end is no end of the thread. */
    private void removeInner() {
        long[] until = {UNKNOWN};
        bodies.removeIf(body -> {
            boolean isInner = body.startNanos < until[0];
            until[0] = Math.max(until[0], body.endNanos);
            return isInner;
        });
    }

    /** The first time that anything is known of it. */
    long knownFromNanos() {
        if (calledNanos != UNKNOWN) {
            return calledNanos;
        }
        return startedNanos == UNKNOWN && firstNanos != Event.OPEN ? firstNanos : startedNanos;
    }

    /** The last time that it is known to have done something. */
    long lastNanos() {
        long last = Math.max(startedNanos, firstNanos == Event.OPEN ? UNKNOWN : firstNanos);
        for (Event event : events) {
            last = Math.max(last, event.endNanos == Event.OPEN ? event.startNanos : event.endNanos);
        }
        for (TaskTrack task : ran) {
            last = Math.max(last, task.endNanos == Event.OPEN ? task.startNanos : task.endNanos);
        }
        return last;
    }

    /** The row of pieces: what is exact, then what other sources saw, then what follows from the rest. */
    List<Piece> row(Window window) {
        List<Piece> life = Piece.flattened(inferred(window));
        List<Piece> row = Piece.flattened(exact);
        for (Source source : Source.values()) {
            List<Piece> seen = new ArrayList<>();
            for (Sighting sighting : sightings) {
                if (sighting.source() == source) {
                    seen.addAll(pieces(sighting));
                }
            }
            row = Piece.filled(row, Piece.within(isMain ? code() : life, Piece.flattened(seen)));
        }
        return Piece.filled(row, life);
    }

    /** What was seen, but of the main thread only while it ran code of the cell: in between it waits for the kernel. */
    private List<Piece> pieces(Sighting seen) {
        Piece whole =
                new Piece(seen.startNanos(), seen.endNanos(), seen.state(), seen.source(), null, null, seen.detail());
        if (!isMain) {
            return List.of(whole);
        }
        List<Piece> parts = new ArrayList<>();
        for (Event body : bodies) {
            long start = Math.max(body.startNanos, seen.startNanos());
            long end = Math.min(body.endNanos, seen.endNanos());
            if (end > start) {
                parts.add(whole.between(start, end));
            }
        }
        return parts;
    }

    /** Between its statements the main thread waits for the next one, which is no wait of the cell's. */
    private List<Piece> code() {
        List<Piece> pieces = new ArrayList<>();
        bodies.forEach(body -> pieces.add(running(body.startNanos, body.endNanos)));
        return Piece.flattened(pieces);
    }

    /** Between what is known a thread runs, or could; a pool's worker without a task waits for one. */
    private List<Piece> inferred(Window window) {
        List<Piece> pieces = new ArrayList<>();
        if (isMain) {
            long from = UNKNOWN;
            for (int i = 0; i < bodies.size(); i++) {
                from = from == UNKNOWN ? bodies.get(i).startNanos : from;
                long end = bodies.get(i).endNanos;
                boolean goesOn = i + 1 < bodies.size() && bodies.get(i + 1).startNanos - end < HAND_OVER_NANOS;
                if (!goesOn) {
                    pieces.add(running(from, end));
                    from = UNKNOWN;
                }
            }
            return pieces;
        }
        long start = startedNanos;
        if (start == UNKNOWN) {
            // One that only others speak of was there before the recording.
            start = firstNanos == Event.OPEN ? window.fromNanos() : firstNanos;
        }
        if (start > endedNanos) {
            return pieces;
        }
        boolean isLate = start - calledNanos > VISIBLE_WAIT_FOR_CORE_NANOS || start > window.untilNanos();
        if (calledNanos != UNKNOWN && isLate) {
            pieces.add(new Piece(calledNanos, start, ThreadState.READY, Source.INFERRED, null, null, "to begin"));
        }
        if (ran.isEmpty()) {
            pieces.add(running(start, endedNanos));
            return pieces;
        }
        // An idle worker is not stuck, so its last wait is not left open.
        pieces.add(new Piece(
                Math.min(start, ran.get(0).startNanos),
                Math.min(endedNanos, window.untilNanos()),
                ThreadState.WAITING,
                Source.INFERRED,
                null,
                null,
                "for a task"));
        ran.forEach(task -> pieces.add(running(task.startNanos, task.endNanos)));
        return pieces;
    }

    private static Piece running(long start, long end) {
        return new Piece(start, end, ThreadState.RUNNING, Source.INFERRED, null, null, "");
    }
}
