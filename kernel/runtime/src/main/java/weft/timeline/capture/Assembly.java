package weft.timeline.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.Environment;
import weft.timeline.model.LaneBuilder;
import weft.timeline.model.LaneKind;
import weft.timeline.model.MarkKind;
import weft.timeline.model.Pause;
import weft.timeline.model.ResourceKind;
import weft.timeline.model.Span;
import weft.timeline.model.Timeline;
import weft.timeline.model.TimelineBuilder;

/** From the logs of the threads, and what other sources saw, to a timeline. */
final class Assembly {

    private final RecordingOptions options;
    private final List<ThreadLog> logs;
    private final List<Evidence> evidence;
    private final Map<Long, LaneDraft> drafts = new LinkedHashMap<>();
    private final Resources resources = new Resources();
    private final Window window;
    private final List<Pause> pauses;
    private final RecordingNotes notes;

    Assembly(RecordingOptions options, List<ThreadLog> logs, long startNanos, long nowNanos, List<Evidence> evidence) {
        this.options = options;
        this.logs = logs;
        this.evidence = evidence;
        this.notes = new RecordingNotes(options);
        this.pauses = evidence.stream()
                .flatMap(seen -> seen.pauses().stream())
                .sorted(Comparator.comparingLong(Pause::startNanos))
                .toList();
        collectThreads();
        drafts.values().forEach(LaneDraft::settle);
        joinsShowEnds();
        this.window = options.onlyCode() ? windowOfCode(startNanos, nowNanos) : new Window(startNanos, nowNanos);
    }

    Timeline timeline() {
        List<LaneDraft> lanes = shown();
        lanes.forEach(lane -> resources.add(lane.id, lane.events));
        resources.finish();
        TimelineBuilder builder = Timeline.builder(options.title()).lasting(window.durationNanos());
        builder.on(environment(lanes));
        IdentityHashMap<Object, TaskTrack> tasksByFuture = tasksByFuture();
        boolean allHoldsKnown = logs.stream().allMatch(log -> log.folded() + log.dropped() == 0);
        lanes.forEach(lane -> new Waits(lane, resources, tasksByFuture, allHoldsKnown).addPieces());
        Set<String> waitedFor = new HashSet<>();
        UniqueNames names = new UniqueNames();
        for (LaneDraft lane : lanes) {
            build(builder, lane, names.of(lane.name), waitedFor);
        }
        resources.build(builder, window, waitedFor);
        new Links(lanes, resources, tasksByFuture, window).build(builder);
        new Pools(lanes, logs, window).build(builder);
        addPauses(builder);
        notes.build(builder, lanes, logs, evidence);
        return builder.build();
    }

    private void collectThreads() {
        draft(options.main()).isMain = true;
        for (ThreadLog log : logs) {
            draft(log.thread).add(log);
        }
        for (ThreadLog log : logs) {
            for (Event event : log.events()) {
                if (event.subject instanceof Thread thread
                        && (event.kind == Event.Kind.START || event.kind == Event.Kind.JOINING)) {
                    LaneDraft lane = draft(thread);
                    if (event.kind == Event.Kind.START && lane.calledNanos == LaneDraft.UNKNOWN) {
                        lane.calledNanos = event.startNanos;
                    }
                }
            }
            for (TaskTrack task : log.tasks()) {
                Thread worker = task.worker;
                if (worker != null) {
                    draft(worker).ran.add(task);
                }
            }
        }
        evidence.forEach(this::addLives);
    }

    private IdentityHashMap<Object, TaskTrack> tasksByFuture() {
        IdentityHashMap<Object, TaskTrack> byFuture = new IdentityHashMap<>();
        for (ThreadLog log : logs) {
            for (TaskTrack task : log.tasks()) {
                Object future = task.future;
                if (future != null) {
                    byFuture.put(future, task);
                }
            }
        }
        return byFuture;
    }

    private void addLives(Evidence seen) {
        for (ThreadLife life : seen.lives()) {
            LaneDraft lane = drafts.computeIfAbsent(
                    life.threadId(), id -> new LaneDraft(id, null, nameOf(life.name(), life.kind(), id), life.kind()));
            if (life.startNanos() != Long.MIN_VALUE) {
                lane.startedNanos = life.startNanos();
            }
            lane.endedNanos = Math.min(lane.endedNanos, life.endNanos());
        }
        for (Sighting sighting : seen.sightings()) {
            LaneDraft lane = drafts.get(sighting.threadId());
            if (lane != null) {
                lane.sightings.add(sighting);
            }
        }
    }

    private LaneDraft draft(Thread thread) {
        return drafts.computeIfAbsent(
                thread.getId(),
                id -> new LaneDraft(id, thread, nameOf(thread.getName(), kindOf(thread), id), kindOf(thread)));
    }

    /** Virtual threads have no name unless they are given one. */
    private static String nameOf(String name, LaneKind kind, long id) {
        return name.isEmpty() ? kind.word() + " " + id : name;
    }

    /** By its class, as this is compiled for a JDK that has no virtual threads. */
    static LaneKind kindOf(Thread thread) {
        for (Class<?> type = thread.getClass(); type != Thread.class; type = type.getSuperclass()) {
            if (type.getName().equals("java.lang.BaseVirtualThread")) {
                return LaneKind.VIRTUAL;
            }
        }
        return LaneKind.PLATFORM;
    }

    /** A thread that nobody saw end had ended when another had joined it. */
    private void joinsShowEnds() {
        for (LaneDraft lane : drafts.values()) {
            for (Event event : lane.events) {
                if (event.kind == Event.Kind.JOINING && event.subject instanceof Thread joined && !joined.isAlive()) {
                    LaneDraft other = draft(joined);
                    boolean inferred = other.bodies.isEmpty() && !other.isMain;
                    if (inferred && event.endNanos != Event.OPEN && other.endedNanos < event.endNanos) {
                        other.endedNanos = event.endNanos;
                    }
                }
            }
        }
    }

    /** From the first code of the main thread to the last thing that any thread did, or to now while one still does. */
    private Window windowOfCode(long startNanos, long nowNanos) {
        long from = nowNanos;
        long until = startNanos;
        for (LaneDraft lane : drafts.values()) {
            for (Event body : lane.bodies) {
                if (lane.isMain && body.endNanos > startNanos) {
                    from = Math.min(from, Math.max(startNanos, body.startNanos));
                }
            }
            boolean isOver = lane.isMain
                    ? lane.bodies.stream().noneMatch(body -> body.endNanos == Event.OPEN)
                    : lane.endedNanos != Event.OPEN;
            until = Math.max(until, isOver ? Math.min(nowNanos, lane.lastNanos()) : nowNanos);
            if (isOver && lane.endedNanos != Event.OPEN) {
                until = Math.max(until, Math.min(nowNanos, lane.endedNanos));
            }
        }
        return new Window(Math.min(from, until), until);
    }

    /** The main thread first, then in the order in which threads were made, as ids count up. */
    private List<LaneDraft> shown() {
        List<LaneDraft> lanes = new ArrayList<>();
        for (LaneDraft lane : drafts.values()) {
            if (lane.isMain || window.touches(lane.knownFromNanos(), lane.endedNanos)) {
                lanes.add(lane);
            }
        }
        lanes.sort(Comparator.comparing((LaneDraft lane) -> !lane.isMain).thenComparingLong(lane -> lane.id));
        return lanes;
    }

    private void build(TimelineBuilder builder, LaneDraft draft, String name, Set<String> waitedFor) {
        LaneBuilder lane = builder.lane(draft.id, name, draft.kind);
        if (draft.isMain) {
            lane.main();
        }
        if (draft.startedNanos != LaneDraft.UNKNOWN && window.contains(draft.startedNanos)) {
            lane.started(window.at(draft.startedNanos));
        }
        if (window.contains(draft.endedNanos)) {
            lane.ended(window.at(draft.endedNanos));
        }
        for (Piece piece : Piece.stopped(draft.row(window), pauses)) {
            if (window.touches(piece.startNanos(), piece.endNanos()) && piece.startNanos() < window.untilNanos()) {
                Span span = span(piece, draft);
                lane.span(span);
                notes.drawn(span, window.durationNanos());
                String resource = piece.resource();
                if (resource != null) {
                    waitedFor.add(resource);
                }
            }
        }
        for (Event event : draft.events) {
            if (window.contains(event.startNanos)) {
                mark(lane, event, window.at(event.startNanos));
            }
        }
    }

    private Span span(Piece piece, LaneDraft lane) {
        boolean isLimited = piece.endNanos() == Event.OPEN
                && piece.state().isWaitForOthers()
                && lane.thread != null
                && lane.thread.getState() == Thread.State.TIMED_WAITING;
        Span span = new Span(
                window.at(piece.startNanos()),
                window.end(piece.endNanos()),
                piece.state(),
                piece.source(),
                piece.resource(),
                piece.holder(),
                piece.detail());
        return isLimited ? span.limited() : span;
    }

    private void mark(LaneBuilder lane, Event event, long at) {
        if (event.mark != null) {
            lane.mark(at, event.mark, event.name);
        } else if (event.kind == Event.Kind.INTERRUPT && event.subject instanceof Thread thread) {
            lane.mark(at, MarkKind.INTERRUPT, thread.getName());
        } else if (event.kind == Event.Kind.SIGNAL && isNotify(event.resource)) {
            lane.mark(at, MarkKind.NOTIFY, event.name);
        }
    }

    private static boolean isNotify(@Nullable ResourceKind told) {
        return told == ResourceKind.MONITOR || told == ResourceKind.CONDITION;
    }

    private void addPauses(TimelineBuilder builder) {
        for (Pause pause : pauses) {
            long end = pause.end().orAt(window.untilNanos());
            if (window.touches(pause.startNanos(), end)) {
                builder.pause(new Pause(window.at(pause.startNanos()), window.end(end), pause.name()));
            }
        }
    }

    private Environment environment(List<LaneDraft> lanes) {
        String runtime = System.getProperty("java.vm.name", "").contains("OpenJDK") ? "OpenJDK " : "Java ";
        int cores = Runtime.getRuntime().availableProcessors();
        boolean virtual = lanes.stream().anyMatch(lane -> lane.kind == LaneKind.VIRTUAL);
        int carriers = virtual ? Integer.getInteger("jdk.virtualThreadScheduler.parallelism", cores) : 0;
        int seen = evidence.stream()
                .mapToInt(source -> source.looks().carriers())
                .max()
                .orElse(0);
        return new Environment(runtime + System.getProperty("java.version"), cores, carriers, virtual ? seen : 0);
    }
}
