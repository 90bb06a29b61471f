package weft.timeline.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recorded capture back into a timeline: the text that {@link CaptureWriter} writes, and that people can
 * write by hand. One record a line; what belongs to a thread, a lock or a pool is indented by one blank below it.
 *
 * <pre>
 * weft-timeline 1
 * title "Two threads, one lock"
 * duration 10ms
 * environment "OpenJDK 25.0.3" cores 2 carriers 0
 * thread 1 "main" platform main
 *  running 0 1ms
 *  joining 1ms 9ms holder 2
 * thread 2 "A" platform created 0.5ms started 1ms ended 9ms
 *  blocked 1ms 4ms for L1 holder 1
 *  running 4ms 9ms source sampled say "Counter.java:12"
 *  ! 5ms print "hello"
 * resource L1 monitor "lock"
 *  held 1 0 4ms
 * pool p1 "pool" workers 2
 *  queue 0 3
 *  task "t1" submitted 0 by 1 started 1ms ended 2ms on 2
 * link start 1 1ms 2 1ms
 * pause 2ms 3ms "GC (young)"
 * note folded "1,200 events are not drawn one by one"
 * </pre>
 *
 * <p>{@code ..} in the place of an end means that it is still open.
 */
public final class CaptureReader {

    static final String HEAD = "weft-timeline 1";

    private final List<CaptureLine> lines = new ArrayList<>();
    private int next;

    private CaptureReader(String text) {
        String[] split = text.split("\r?\n", -1);
        if (!split[0].strip().equals(HEAD)) {
            throw new IllegalArgumentException("A recorded capture begins with \"" + HEAD + "\", not with \"" + split[0]
                    + "\"; give a file that %%timeline --save wrote.");
        }
        for (int i = 1; i < split.length; i++) {
            if (!split[i].isBlank() && !split[i].startsWith("#")) {
                lines.add(new CaptureLine(i + 1, split[i]));
            }
        }
    }

    public static Timeline read(String text) {
        return new CaptureReader(text).timeline();
    }

    private Timeline timeline() {
        CaptureLine first = line();
        if (first == null || !first.take("title")) {
            throw new IllegalArgumentException(
                    "The second line of a recorded capture is its title, such as: title \"x\".");
        }
        TimelineBuilder builder = Timeline.builder(first.word());
        for (CaptureLine line = line(); line != null; line = line()) {
            try {
                record(line, builder);
            } catch (IllegalArgumentException e) {
                throw lines.get(next - 1).located(e);
            }
        }
        return builder.build();
    }

    private @Nullable CaptureLine line() {
        return next < lines.size() ? lines.get(next++) : null;
    }

    /** The next line if it belongs to the one before it. */
    private @Nullable CaptureLine indented() {
        return next < lines.size() && lines.get(next).isIndented() ? lines.get(next++) : null;
    }

    private void record(CaptureLine line, TimelineBuilder builder) {
        String what = line.word();
        switch (what) {
            case "duration" -> builder.lasting(line.nanos());
            case "environment" -> builder.on(environment(line));
            case "thread" -> lane(line, builder);
            case "resource" -> resource(line, builder);
            case "pool" -> builder.pool(pool(line));
            case "link" ->
                builder.link(new Link(
                        line.constant(LinkKind.class),
                        line.number(),
                        line.nanos(),
                        line.number(),
                        line.nanos(),
                        line.hasNext() ? line.word() : ""));
            case "pause" -> builder.pause(new Pause(line.nanos(), line.end(), line.word()));
            case "note" -> builder.note(line.constant(Note.Kind.class), line.word());
            default ->
                throw line.fault(
                        "\"" + what + "\" begins no record",
                        "use duration, environment, thread, resource, pool, link, pause or note");
        }
    }

    private static Environment environment(CaptureLine line) {
        String runtime = line.word();
        int cores = line.take("cores") ? (int) line.number() : 0;
        int carriers = line.take("carriers") ? (int) line.number() : 0;
        int seen = line.take("seen") ? (int) line.number() : 0;
        return new Environment(runtime, cores, carriers, seen);
    }

    private void lane(CaptureLine line, TimelineBuilder builder) {
        long id = line.number();
        String name = line.word();
        LaneBuilder lane = builder.lane(id, name, line.constant(LaneKind.class));
        if (line.take("main")) {
            lane.main();
        }
        if (line.take("created")) {
            lane.created(line.nanos());
        }
        if (line.take("started")) {
            lane.started(line.nanos());
        }
        if (line.take("ended")) {
            lane.ended(line.nanos());
        }
        for (CaptureLine part = indented(); part != null; part = indented()) {
            if (part.take("!")) {
                long at = part.nanos();
                lane.mark(at, part.constant(MarkKind.class), part.hasNext() ? part.word() : "");
            } else {
                lane.span(span(part));
            }
        }
    }

    private static Span span(CaptureLine line) {
        ThreadState state = line.constant(ThreadState.class);
        long start = line.nanos();
        End end = line.end();
        String resource = line.take("for") ? line.word() : null;
        Long holder = CaptureLine.idOrNull(line, "holder");
        Source source = line.take("source") ? line.constant(Source.class) : Source.EXACT;
        return new Span(start, end, state, source, resource, holder, line.take("say") ? line.word() : "");
    }

    private void resource(CaptureLine line, TimelineBuilder builder) {
        String id = line.word();
        ResourceKind kind = line.constant(ResourceKind.class);
        builder.resource(id, line.word(), kind);
        for (CaptureLine part = indented(); part != null; part = indented()) {
            if (!part.take("held")) {
                throw part.fault("a resource has only times of holding", "write: held <thread> <start> <end>");
            }
            long holder = part.number();
            long start = part.nanos();
            End end = part.end();
            Source source = part.take("source") ? part.constant(Source.class) : Source.EXACT;
            builder.held(id, new HoldSpan(holder, start, end, source));
        }
    }

    private Pool pool(CaptureLine line) {
        String id = line.word();
        String name = line.word();
        List<Long> workers = new ArrayList<>();
        if (line.take("workers")) {
            while (line.hasNext()) {
                workers.add(line.number());
            }
        }
        List<QueueStep> queue = new ArrayList<>();
        List<Task> tasks = new ArrayList<>();
        for (CaptureLine part = indented(); part != null; part = indented()) {
            if (part.take("queue")) {
                queue.add(new QueueStep(part.nanos(), (int) part.number()));
            } else if (part.take("task")) {
                tasks.add(task(part));
            } else {
                throw part.fault("a pool has only queue steps and tasks", "begin the line with queue or task");
            }
        }
        return new Pool(id, name, workers, queue, tasks);
    }

    private static Task task(CaptureLine line) {
        String name = line.word();
        long submitted = line.take("submitted") ? line.nanos() : 0;
        Long submitter = CaptureLine.idOrNull(line, "by");
        Moment started = line.take("started") ? line.moment() : Moment.unknown();
        End end = line.take("ended") ? line.end() : End.stillOpen();
        return new Task(name, submitted, submitter, started, end, CaptureLine.idOrNull(line, "on"));
    }
}
