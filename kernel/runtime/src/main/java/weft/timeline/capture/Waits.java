package weft.timeline.capture;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.ResourceKind;
import weft.timeline.model.Source;
import weft.timeline.model.ThreadState;

/** What one thread waited for, and who stood in its way. */
final class Waits {

    private final LaneDraft lane;
    private final Resources resources;
    private final IdentityHashMap<Object, TaskTrack> tasksByFuture;
    private final boolean allHoldsKnown;

    Waits(
            LaneDraft lane,
            Resources resources,
            IdentityHashMap<Object, TaskTrack> tasksByFuture,
            boolean allHoldsKnown) {
        this.lane = lane;
        this.resources = resources;
        this.tasksByFuture = tasksByFuture;
        this.allHoldsKnown = allHoldsKnown;
    }

    /** Adds the exact pieces to the lane. */
    void addPieces() {
        for (Event event : lane.events) {
            switch (event.kind) {
                case BLOCKED -> blocked(event.startNanos, event.endNanos, event.subject, event.resource);
                case WAITING -> waiting(event);
                case RESULT -> add(event, ThreadState.WAITING, null, workerOf(event.subject), "for a result");
                case JOINING -> add(event, ThreadState.JOINING, null, idOf(event.subject), "");
                case SLEEPING -> add(event, ThreadState.SLEEPING, null, null, "");
                case IO -> add(event, ThreadState.IO, null, null, event.name);
                case PARKED -> add(event, ThreadState.PARKED, null, null, "");
                default -> {
                    // An instant, or a time of holding: no state of the thread.
                }
            }
        }
        runsWhileWaiting();
    }

    /** A worker of a fork-join pool that waits for the result of one task runs others meanwhile. */
    private void runsWhileWaiting() {
        List<Event> waits = lane.events.stream()
                .filter(event -> event.kind == Event.Kind.RESULT)
                .sorted(Comparator.comparingLong(event -> event.startNanos))
                .toList();
        long waitsUntil = Long.MIN_VALUE;
        int at = 0;
        for (TaskTrack task : lane.ran) {
            while (at < waits.size() && waits.get(at).startNanos <= task.startNanos) {
                waitsUntil = Math.max(waitsUntil, waits.get(at).endNanos);
                at++;
            }
            if (waitsUntil > task.startNanos) {
                lane.exact.add(new Piece(
                        task.startNanos, task.endNanos, ThreadState.RUNNING, Source.INFERRED, null, null, ""));
            }
        }
    }

    private void add(Event event, ThreadState state, @Nullable String resource, @Nullable Long holder, String detail) {
        lane.exact.add(new Piece(event.startNanos, event.endNanos, state, Source.EXACT, resource, holder, detail));
    }

    private void blocked(long start, long end, @Nullable Object subject, @Nullable ResourceKind kind) {
        Resources.Draft resource = resources.find(subject, kind);
        Long holder = resource == null ? null : holder(resource, start, end);
        if (holder == null && end != Event.OPEN && isExclusive(kind) && allHoldsKnown) {
            // Nobody had it: the time went into code that ran for the first time, or no core was free.
            return;
        }
        String id = resource == null ? null : resource.id;
        lane.exact.add(new Piece(start, end, ThreadState.BLOCKED, Source.EXACT, id, holder, ""));
    }

    /** Who had it when the wait began, or gave it back meanwhile. */
    private @Nullable Long holder(Resources.Draft resource, long start, long end) {
        // Readers do not keep readers out.
        Long other = resource.kind == ResourceKind.READ_LOCK ? null : holderOf(resource, start, end);
        Resources.Draft counterpart = other == null ? resources.counterpart(resource) : null;
        if (counterpart == null) {
            return other;
        }
        // A thread can be kept out by its own read lock, for ever.
        Resources.Hold own = end == Event.OPEN ? counterpart.stillHeld(lane.id) : null;
        return own == null ? holderOf(counterpart, start, end) : (Long) own.lane();
    }

    private @Nullable Long holderOf(Resources.Draft resource, long start, long end) {
        Resources.Hold hold = resource.heldAt(start, lane.id);
        if (hold == null) {
            hold = resource.givenBackBefore(end, lane.id);
        }
        if (hold != null && hold.endNanos() >= start) {
            return hold.lane();
        }
        // One that was held since before the recording shows only when it is given back.
        Resources.Signal released = resource.toldBetween(start, end, lane.id, 0);
        return released == null ? null : (Long) released.lane();
    }

    /** The holders of a write lock can be readers, who have another lock. */
    private static boolean isExclusive(@Nullable ResourceKind kind) {
        return kind != null && kind.isExclusive() && kind != ResourceKind.WRITE_LOCK;
    }

    /** Who was told may still have to wait until it gets the monitor back. */
    private void waiting(Event event) {
        Resources.Draft resource = resources.find(event.subject, event.resource);
        String id = resource == null ? null : resource.id;
        String detail = event.resource == ResourceKind.FUTURE ? "for the pool to end" : "";
        Event given = event.paused;
        // Whether a word was meant for one that still waits, nobody can say.
        boolean isOver = event.endNanos != Event.OPEN;
        Resources.Signal told = resource == null || given == null || !isOver
                ? null
                : resource.toldBetween(event.startNanos, event.endNanos, lane.id, 0);
        if (told == null || given == null || event.endNanos - told.nanos() < ThreadLog.NOISE_NANOS) {
            add(event, ThreadState.WAITING, id, null, detail);
            return;
        }
        lane.exact.add(new Piece(event.startNanos, told.nanos(), ThreadState.WAITING, Source.EXACT, id, null, detail));
        blocked(told.nanos(), event.endNanos, given.subject, given.resource);
    }

    private static @Nullable Long idOf(@Nullable Object subject) {
        return subject instanceof Thread thread ? (Long) thread.getId() : null;
    }

    private @Nullable Long workerOf(@Nullable Object future) {
        TaskTrack task = future == null ? null : tasksByFuture.get(future);
        Thread worker = task == null ? null : task.worker;
        return worker == null ? null : (Long) worker.getId();
    }
}
