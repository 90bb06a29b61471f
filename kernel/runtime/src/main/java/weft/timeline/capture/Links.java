package weft.timeline.capture;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.Link;
import weft.timeline.model.LinkKind;
import weft.timeline.model.ThreadState;
import weft.timeline.model.TimelineBuilder;

/** Which thread made something happen in another. */
final class Links {

    /** The probe that says "told" may come that much later than the one that says "woke up". */
    private static final long LATE_NANOS = 200_000;

    private static final int MAX_LINKS = 5_000;

    private final List<LaneDraft> lanes;
    private final Resources resources;
    private final IdentityHashMap<Object, TaskTrack> tasksByFuture;
    /** Those that are shown; a link from or to another is left out. */
    private final Map<Long, LaneDraft> drafts = new HashMap<>();

    private final Window window;
    private int count;

    Links(List<LaneDraft> lanes, Resources resources, IdentityHashMap<Object, TaskTrack> tasksByFuture, Window window) {
        this.lanes = lanes;
        this.resources = resources;
        this.tasksByFuture = tasksByFuture;
        lanes.forEach(lane -> drafts.put(lane.id, lane));
        this.window = window;
    }

    void build(TimelineBuilder builder) {
        for (LaneDraft lane : lanes) {
            for (Event event : lane.events) {
                switch (event.kind) {
                    case START -> start(builder, lane, event);
                    case JOINING -> join(builder, lane, event);
                    case WAITING -> notified(builder, lane, event);
                    case RESULT -> result(builder, lane, event);
                    default -> {
                        // The others concern one thread.
                    }
                }
            }
            for (Piece piece : lane.exact) {
                if (piece.state() == ThreadState.BLOCKED && piece.endNanos() != Event.OPEN) {
                    unlocked(builder, lane, piece);
                }
            }
            for (TaskTrack task : lane.ran) {
                add(
                        builder,
                        LinkKind.SUBMIT,
                        drafts.get(task.submitter.getId()),
                        task.submittedNanos,
                        lane,
                        task.startNanos,
                        task.name);
            }
        }
    }

    private void start(TimelineBuilder builder, LaneDraft lane, Event event) {
        LaneDraft child = event.subject instanceof Thread thread ? drafts.get(thread.getId()) : null;
        if (child != null) {
            add(builder, LinkKind.START, lane, event.startNanos, child, child.startedNanos, "");
        }
    }

    private void join(TimelineBuilder builder, LaneDraft lane, Event event) {
        LaneDraft child = event.subject instanceof Thread thread ? drafts.get(thread.getId()) : null;
        // A join with a time can end before the thread does.
        if (child != null && event.endNanos != Event.OPEN && child.endedNanos <= event.endNanos) {
            add(builder, LinkKind.JOIN, child, child.endedNanos, lane, event.endNanos, "");
        }
    }

    private void result(TimelineBuilder builder, LaneDraft lane, Event event) {
        TaskTrack task = event.subject == null ? null : tasksByFuture.get(event.subject);
        Thread worker = task == null ? null : task.worker;
        if (task == null || worker == null || event.endNanos == Event.OPEN) {
            return;
        }
        if (task.endNanos > event.startNanos) {
            long end = Math.min(task.endNanos, event.endNanos);
            add(builder, LinkKind.JOIN, drafts.get(worker.getId()), end, lane, event.endNanos, task.name);
        }
    }

    private void notified(TimelineBuilder builder, LaneDraft lane, Event event) {
        Resources.Draft resource = resources.find(event.subject, event.resource);
        if (resource == null || event.endNanos == Event.OPEN) {
            return;
        }
        Resources.Signal told = resource.toldBetween(event.startNanos, event.endNanos, lane.id, LATE_NANOS);
        if (told != null) {
            long nanos = Math.min(told.nanos(), event.endNanos);
            add(builder, LinkKind.NOTIFY, drafts.get(told.lane()), nanos, lane, event.endNanos, resource.name);
        }
    }

    private void unlocked(TimelineBuilder builder, LaneDraft lane, Piece piece) {
        Resources.Draft resource = resources.withId(piece.resource());
        Resources.Hold before = resource == null ? null : resource.givenBackBefore(piece.endNanos(), lane.id);
        if (resource != null && before != null && before.endNanos() >= piece.startNanos()) {
            add(
                    builder,
                    LinkKind.UNLOCK,
                    drafts.get(before.lane()),
                    before.endNanos(),
                    lane,
                    piece.endNanos(),
                    resource.name);
        }
    }

    private void add(
            TimelineBuilder builder,
            LinkKind kind,
            @Nullable LaneDraft from,
            long fromNanos,
            LaneDraft to,
            long toNanos,
            String label) {
        boolean isInside = window.contains(fromNanos) && window.contains(toNanos);
        if (from != null && isInside && count < MAX_LINKS) {
            count++;
            builder.link(new Link(kind, from.id, window.at(fromNanos), to.id, window.at(toNanos), label));
        }
    }
}
