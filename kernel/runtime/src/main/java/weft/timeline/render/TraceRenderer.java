package weft.timeline.render;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import weft.timeline.model.HoldSpan;
import weft.timeline.model.Lane;
import weft.timeline.model.Link;
import weft.timeline.model.Mark;
import weft.timeline.model.Moment;
import weft.timeline.model.Pause;
import weft.timeline.model.Pool;
import weft.timeline.model.QueueStep;
import weft.timeline.model.Resource;
import weft.timeline.model.Source;
import weft.timeline.model.Span;
import weft.timeline.model.Task;
import weft.timeline.model.Timeline;

/**
 * Writes a timeline in the Chrome trace-event format, which Perfetto opens: threads with their states as slices, links
 * as flows, marks as instants, locks and pauses as tracks of their own, queues as counters. Nothing is merged here.
 */
public final class TraceRenderer {

    private static final int THREADS = 1;
    private static final int LOCKS = 2;
    private static final int POOLS = 3;
    private static final int RUNTIME = 4;
    private static final long FIRST_LOCK = 1_000_000;

    private final Timeline timeline;
    private final List<String> events = new ArrayList<>();
    private final Map<Long, Lane> lanes = new HashMap<>();

    private TraceRenderer(Timeline timeline) {
        this.timeline = timeline;
        timeline.lanes().forEach(lane -> lanes.put(lane.id(), lane));
    }

    public static String render(Timeline timeline) {
        TraceRenderer trace = new TraceRenderer(timeline);
        trace.process(THREADS, timeline.title().isEmpty() ? "threads" : timeline.title());
        trace.lanes();
        trace.locks();
        trace.pools();
        trace.pauses();
        trace.links();
        return "{\"displayTimeUnit\":\"ms\",\"otherData\":{\"sentence\":" + Json.quote(timeline.sentence())
                + ",\"environment\":" + Json.quote(timeline.environment().stamp()) + "},\n\"traceEvents\":[\n"
                + String.join(",\n", trace.events) + "\n]}\n";
    }

    private void process(int pid, String name) {
        add(event("M", pid, 0)
                .text("name", "process_name")
                .open("args")
                .text("name", name)
                .close());
        add(event("M", pid, 0)
                .text("name", "process_sort_index")
                .open("args")
                .raw("sort_index", String.valueOf(pid))
                .close());
    }

    private void track(int pid, long tid, String name, int order) {
        add(event("M", pid, tid)
                .text("name", "thread_name")
                .open("args")
                .text("name", name)
                .close());
        add(event("M", pid, tid)
                .text("name", "thread_sort_index")
                .open("args")
                .raw("sort_index", String.valueOf(order))
                .close());
    }

    private void lanes() {
        int order = 0;
        for (Lane lane : timeline.lanes()) {
            track(THREADS, lane.id(), lane.name(), order++);
            lane.spans().forEach(span -> span(lane, span));
            lane.marks().forEach(mark -> mark(lane, mark));
        }
    }

    private void span(Lane lane, Span span) {
        Json slice = slice(THREADS, lane.id(), span.startNanos(), span.endNanos(timeline.durationNanos()));
        slice.text("name", span.state().word()).text("cat", "state").open("args");
        if (span.resource() != null) {
            slice.text("waits for", timeline.resourceName(span.resource()));
        }
        if (span.holder() != null) {
            slice.text("held by", laneName(span.holder()));
        }
        if (span.end().isOpen()) {
            slice.raw("still open", "true");
        }
        if (!span.detail().isEmpty()) {
            slice.text("detail", span.detail());
        }
        if (span.source() != Source.EXACT) {
            slice.text("source", span.source().word());
        }
        add(slice.close());
    }

    private void mark(Lane lane, Mark mark) {
        add(event("i", THREADS, lane.id())
                .raw("ts", micros(mark.atNanos()))
                .text("s", "t")
                .text(
                        "name",
                        mark.text().isEmpty() ? mark.kind().word() : mark.kind().word() + ": " + mark.text())
                .text("cat", "mark"));
    }

    private void locks() {
        if (timeline.resources().isEmpty()) {
            return;
        }
        process(LOCKS, "locks");
        long tid = FIRST_LOCK;
        for (Resource resource : timeline.resources()) {
            tid = holds(resource, tid);
        }
    }

    /**
     * Slices of one track may not overlap, so what several threads hold at once, such as a semaphore, gets as many
     * tracks as it needs. Returns the next free track.
     */
    private long holds(Resource resource, long firstTid) {
        List<Long> ends = new ArrayList<>();
        for (HoldSpan hold : resource.holds()) {
            long end = hold.end().orAt(timeline.durationNanos());
            int free = 0;
            while (free < ends.size() && ends.get(free) > hold.startNanos()) {
                free++;
            }
            if (free == ends.size()) {
                ends.add(end);
                String more = free == 0 ? "" : " (" + (free + 1) + ")";
                track(
                        LOCKS,
                        firstTid + free,
                        resource.kind().word() + " " + resource.name() + more,
                        (int) (firstTid - FIRST_LOCK) + free);
            } else {
                ends.set(free, end);
            }
            Json slice = slice(LOCKS, firstTid + free, hold.startNanos(), end)
                    .text("name", laneName(hold.holder()))
                    .text("cat", "hold")
                    .open("args");
            if (hold.end().isOpen()) {
                slice.raw("still open", "true");
            }
            add(slice.close());
        }
        return firstTid + ends.size();
    }

    private void pools() {
        if (timeline.pools().isEmpty()) {
            return;
        }
        process(POOLS, "pools");
        for (Pool pool : timeline.pools()) {
            for (QueueStep step : pool.queue()) {
                add(event("C", POOLS, 0)
                        .raw("ts", micros(step.atNanos()))
                        .text("name", pool.name() + " queue")
                        .open("args")
                        .raw("tasks", String.valueOf(step.length()))
                        .close());
            }
            for (Task task : pool.tasks()) {
                if (task.started() instanceof Moment.Known started && task.worker() != null) {
                    long end = task.end().orAt(timeline.durationNanos());
                    long tid = 2_000_000L + task.worker();
                    add(slice(POOLS, tid, started.nanos(), end)
                            .text("name", task.name())
                            .text("cat", "task")
                            .open("args")
                            .raw("queued ms", millis(started.nanos() - task.submittedNanos()))
                            .close());
                }
            }
            int order = 0;
            for (Long worker : pool.workers()) {
                track(POOLS, 2_000_000L + worker, pool.name() + ": " + laneName(worker), order++);
            }
        }
    }

    private void pauses() {
        if (timeline.pauses().isEmpty()) {
            return;
        }
        process(RUNTIME, "runtime");
        track(RUNTIME, 3_000_000L, "pauses of all threads", 0);
        for (Pause pause : timeline.pauses()) {
            add(slice(RUNTIME, 3_000_000L, pause.startNanos(), pause.end().orAt(timeline.durationNanos()))
                    .text("name", pause.name())
                    .text("cat", "pause"));
        }
    }

    /** A flow binds to the slices around its ends, so each end is put inside of one. */
    private void links() {
        int id = 1;
        for (Link link : timeline.links()) {
            String name =
                    link.label().isEmpty() ? link.kind().word() : link.kind().word() + ": " + link.label();
            add(event("s", THREADS, link.fromLane())
                    .raw("ts", micros(inside(link.fromLane(), link.fromNanos(), true)))
                    .raw("id", String.valueOf(id))
                    .text("name", name)
                    .text("cat", "link"));
            add(event("f", THREADS, link.toLane())
                    .raw("ts", micros(Math.max(link.fromNanos(), inside(link.toLane(), link.toNanos(), false))))
                    .raw("id", String.valueOf(id))
                    .text("bp", "e")
                    .text("name", name)
                    .text("cat", "link"));
            id++;
        }
    }

    /** The given time, moved by a nanosecond where it would fall on the edge of a slice and so outside of it. */
    private long inside(long laneId, long nanos, boolean isCause) {
        for (Span span : spans(laneId)) {
            long end = span.endNanos(timeline.durationNanos());
            if (isCause && nanos == end && end > span.startNanos()) {
                return nanos - 1;
            }
            if (span.startNanos() <= nanos && nanos < end) {
                return nanos;
            }
        }
        return nanos;
    }

    private Json slice(int pid, long tid, long startNanos, long endNanos) {
        return event("X", pid, tid).raw("ts", micros(startNanos)).raw("dur", micros(endNanos - startNanos));
    }

    private static Json event(String phase, int pid, long tid) {
        return new Json()
                .open()
                .text("ph", phase)
                .raw("pid", String.valueOf(pid))
                .raw("tid", String.valueOf(tid));
    }

    private void add(Json event) {
        events.add(event.close().toString());
    }

    private List<Span> spans(long laneId) {
        Lane lane = lanes.get(laneId);
        return lane == null ? List.of() : lane.spans();
    }

    private String laneName(long id) {
        Lane lane = lanes.get(id);
        return lane == null ? "thread " + id : lane.name();
    }

    /** The format counts in microseconds; three decimals keep each nanosecond. */
    private static String micros(long nanos) {
        return Numbers.decimal(nanos / 1e3, 3);
    }

    private static String millis(long nanos) {
        return Numbers.decimal(nanos / 1e6, 3);
    }
}
