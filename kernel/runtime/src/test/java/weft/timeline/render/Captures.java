package weft.timeline.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import weft.timeline.model.CaptureReader;
import weft.timeline.model.End;
import weft.timeline.model.Environment;
import weft.timeline.model.Lane;
import weft.timeline.model.LaneBuilder;
import weft.timeline.model.LaneKind;
import weft.timeline.model.MarkKind;
import weft.timeline.model.Moment;
import weft.timeline.model.Pause;
import weft.timeline.model.Pool;
import weft.timeline.model.QueueStep;
import weft.timeline.model.Task;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;
import weft.timeline.model.TimelineBuilder;

/** The recorded captures that tests draw, and crowds too large to be written down. */
final class Captures {

    static final Path FOLDER = Path.of("src/test/resources/approved/timeline");

    private static final long MS = 1_000_000;

    private Captures() {}

    static Timeline read(String name) {
        if (name.equals("ten-thousand-virtual")) {
            return virtualThreads(10_000);
        }
        try {
            return CaptureReader.read(Files.readString(FOLDER.resolve(name + ".capture")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Virtual threads that start one after another, sleep a second, and end. */
    static Timeline virtualThreads(int count) {
        return crowd(count).build();
    }

    /** The same, each the worker of one task of a pool: {@code Executors.newVirtualThreadPerTaskExecutor()}. */
    static Timeline virtualThreadPerTask(int count) {
        TimelineBuilder builder = crowd(count);
        List<Long> workers = new ArrayList<>();
        List<Task> tasks = new ArrayList<>();
        List<QueueStep> queue = new ArrayList<>();
        for (Lane lane : crowd(count).build().lanes()) {
            if (lane.isMain()) {
                continue;
            }
            long start = lane.firstNanos();
            int waiting = 1 + (int) (lane.id() * 31 % 400);
            workers.add(lane.id());
            queue.add(new QueueStep(start - 9_000, waiting));
            queue.add(new QueueStep(start, waiting - 1));
            tasks.add(new Task(
                    "task " + lane.id(),
                    start - 9_000,
                    1L,
                    Moment.at(start),
                    End.at(lane.ended().or(start)),
                    lane.id()));
        }
        return builder.pool(new Pool("p1", "pool", workers, queue, tasks)).build();
    }

    private static TimelineBuilder crowd(int count) {
        TimelineBuilder builder = Timeline.builder("Ten thousand virtual threads")
                .lasting(1_200 * MS)
                .on(new Environment("OpenJDK 25.0.3", 2, 2, 2));
        builder.lane(1, "main", LaneKind.PLATFORM)
                .main()
                .started(0)
                .span(0, 150 * MS, ThreadState.RUNNING)
                .span(150 * MS, 1_180 * MS, ThreadState.JOINING)
                .span(1_180 * MS, 1_200 * MS, ThreadState.RUNNING);
        for (int i = 0; i < count; i++) {
            long start = 5 * MS + i * 14_000L;
            long asleep = start + 12_000 + i * 7_919L % 9_000;
            long awake = asleep + 1_000 * MS + i * 104_729L % (20 * MS);
            builder.lane(10L + i, "vt-" + i, LaneKind.VIRTUAL)
                    .started(start)
                    .ended(awake + 12_000)
                    .span(start, asleep, ThreadState.RUNNING)
                    .span(asleep, awake, ThreadState.SLEEPING)
                    .span(awake, awake + 12_000, ThreadState.RUNNING);
        }
        return builder;
    }

    /** A pool whose workers run many short tasks, one after another. */
    static Timeline tasks(int workers, int count) {
        TimelineBuilder builder = Timeline.builder("Many tasks").lasting(1_000 * MS);
        List<Long> ids = new ArrayList<>();
        for (long id = 1; id <= workers; id++) {
            ids.add(id);
            builder.lane(id, "worker-" + id, LaneKind.PLATFORM).span(0, 1_000 * MS, ThreadState.RUNNING);
        }
        List<Task> tasks = new ArrayList<>();
        long each = 1_000 * MS * workers / count;
        for (int i = 0; i < count; i++) {
            long start = i / workers * each;
            tasks.add(new Task(
                    "task " + i, 0, null, Moment.at(start), End.at(start + each * 2 / 3), ids.get(i % workers)));
        }
        return builder.pool(new Pool("p1", "pool", ids, List.of(), tasks)).build();
    }

    /** Platform threads that change their state about twenty times each. */
    static Timeline platformThreads(int count) {
        TimelineBuilder builder =
                Timeline.builder(count + " threads").lasting(300 * MS).on(new Environment("OpenJDK 25.0.3", 4, 0));
        ThreadState[] states = {
            ThreadState.RUNNING,
            ThreadState.BLOCKED,
            ThreadState.RUNNING,
            ThreadState.SLEEPING,
            ThreadState.READY,
            ThreadState.RUNNING,
            ThreadState.IO,
            ThreadState.PARKED,
            ThreadState.WAITING
        };
        builder.lane(1, "main", LaneKind.PLATFORM)
                .main()
                .span(0, 20 * MS, ThreadState.RUNNING)
                .span(20 * MS, 300 * MS, ThreadState.JOINING);
        for (int i = 2; i <= count; i++) {
            LaneBuilder lane = builder.lane(i, "worker-" + (i - 1), LaneKind.PLATFORM);
            long at = i * MS;
            for (int k = 0; at < 280 * MS; k++) {
                long next = at + 2 * MS + (i * 31L + k * 47L) % 24 * MS;
                lane.span(at, next, states[(i + k) % states.length]);
                at = next;
            }
            lane.started(i * MS).ended(at);
        }
        return builder.build();
    }

    /** Threads that print, mark and are interrupted in turn, pools of one worker each, and pauses: a flood of all. */
    static Timeline floods(int threads) {
        TimelineBuilder builder = Timeline.builder("Floods").lasting(1_000 * MS);
        MarkKind[] kinds = {MarkKind.PRINT, MarkKind.USER, MarkKind.INTERRUPT};
        for (long id = 1; id <= threads; id++) {
            LaneBuilder lane = builder.lane(id, "worker-" + id, LaneKind.PLATFORM);
            List<Task> tasks = new ArrayList<>();
            List<QueueStep> queue = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                long start = i * MS;
                lane.span(start, start + MS / 2, ThreadState.RUNNING)
                        .span(start + MS / 2, start + MS, ThreadState.SLEEPING)
                        .mark(start, kinds[i % kinds.length], "line \"" + i + "\" of a thread that tells a lot");
                queue.add(new QueueStep(start, i % 7));
                tasks.add(new Task("task " + i, start, null, Moment.at(start), End.at(start + MS / 2), id));
            }
            builder.pool(new Pool("p" + id, "pool-" + id, List.of(id), queue, tasks));
        }
        for (int i = 0; i < 2_000; i++) {
            builder.pause(new Pause(i * MS / 2, End.at(i * MS / 2 + MS / 10), "G1 young"));
        }
        return builder.build();
    }
}
