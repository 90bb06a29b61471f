package weft.timeline.model;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * A recording of what threads did, as data that a cell or a test can ask questions of. It is immutable, and times
 * count in nanoseconds from its start.
 *
 * <p>Questions name threads and locks as the source does. Two things in different threads that are less than
 * {@link #ORDER_NANOS} apart have no order here, as the clocks behind them differ by that much.
 *
 * @param title what was recorded, for people
 * @param durationNanos from the start to the end of the recording
 * @param lanes the main thread first, then in order of creation, as given
 */
public record Timeline(
        String title,
        long durationNanos,
        List<Lane> lanes,
        List<Link> links,
        List<Resource> resources,
        List<Pool> pools,
        List<Pause> pauses,
        List<Note> notes,
        Environment environment) {

    /** Clocks of probes, events and samples were seen to differ by −45 to +139 µs around their median: half of it. */
    public static final long ORDER_NANOS = 50_000;

    public Timeline {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(environment, "environment");
        lanes = List.copyOf(lanes);
        links = List.copyOf(links);
        resources = List.copyOf(resources);
        pools = List.copyOf(pools);
        pauses = List.copyOf(pauses);
        notes = List.copyOf(notes);
        if (durationNanos < 0) {
            throw new IllegalArgumentException(
                    "A timeline cannot last \"" + durationNanos + "\" ns; give a duration of 0 or more.");
        }
        requireUniqueIds(lanes, resources);
    }

    private static void requireUniqueIds(List<Lane> lanes, List<Resource> resources) {
        Set<Object> seen = new HashSet<>();
        for (Lane lane : lanes) {
            if (!seen.add(lane.id())) {
                throw new IllegalArgumentException("Two threads have the id \"" + lane.id() + "\" (the second is \""
                        + lane.name() + "\"); give each its own.");
            }
        }
        for (Resource resource : resources) {
            if (!seen.add(resource.id())) {
                throw new IllegalArgumentException("Two locks have the id \"" + resource.id() + "\" (the second is \""
                        + resource.name() + "\"); give each its own.");
            }
        }
    }

    public static TimelineBuilder builder(String title) {
        return new TimelineBuilder(title);
    }

    /**
     * Runs code and records what its threads do.
     *
     * <pre>{@code
     * Timeline t = Timeline.record(() -> {
     *     Thread worker = start("worker", () -> sleep(100));
     *     join(worker);
     * });
     * }</pre>
     *
     * <p>The recording ends when the code returns, so join the threads that belong to it; those that are still alive
     * are drawn as still open. What the code throws is thrown on, after the timeline was shown. Recordings may lie in
     * one another and run side by side: each sees every thread that does something while it lasts.
     */
    public static Timeline record(Recorder.Code code) {
        return record("Timeline", code);
    }

    /** As {@link #record(Recorder.Code)}, with a title for the picture. */
    public static Timeline record(String title, Recorder.Code code) {
        return recordCall(title, () -> {
                    code.run();
                    return title;
                })
                .timeline();
    }

    /** As {@link #record(Recorder.Code)}, of code that computes something: the timeline comes with the value. */
    public static <T> Recorder.Result<T> recordCall(Callable<T> code) {
        return recordCall("Timeline", code);
    }

    /** As {@link #recordCall(Callable)}, with a title for the picture. */
    public static <T> Recorder.Result<T> recordCall(String title, Callable<T> code) {
        try {
            return Recorder.ofThisProgram().record(title, code);
        } catch (Exception e) {
            throw Timeline.<RuntimeException>unchecked(e);
        }
    }

    /** Throws a checked exception as it is: wrapped, a learner would look for the wrong name. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Exception> E unchecked(Exception e) throws E {
        throw (E) e;
    }

    /** Sets a mark on the lane of the calling thread: {@code mark("half done")}. Without a recording: nothing. */
    public static void mark(String text) {
        Recorder.ofThisProgram().mark(text);
    }

    /** Title and sentence; the picture is what a notebook shows of it. */
    @Override
    public String toString() {
        return title + " (" + Words.duration(durationNanos) + ", " + Words.count(lanes.size(), "thread") + "): "
                + sentence();
    }

    public Duration duration() {
        return Duration.ofNanos(durationNanos);
    }

    /** The thread of this name. */
    public Lane lane(String name) {
        return new Names(this).lane(name);
    }

    public Optional<Lane> laneWithId(long id) {
        for (Lane lane : lanes) {
            if (lane.id() == id) {
                return Optional.of(lane);
            }
        }
        return Optional.empty();
    }

    /** The lock, condition or queue of this name. */
    public Resource resource(String name) {
        return new Names(this).resource(name);
    }

    /** The name in the source of the resource with this id; the id itself where nothing else is known. */
    public String resourceName(String id) {
        for (Resource resource : resources) {
            if (resource.id().equals(id)) {
                return resource.name();
            }
        }
        return id;
    }

    /** How long both threads were alive at once. */
    public Duration overlap(String a, String b) {
        return Duration.ofNanos(new Activity(this).overlap(lane(a), lane(b)).totalNanos());
    }

    /** How long both threads were in this state at once, for example both {@code RUNNING}. */
    public Duration overlap(String a, String b, ThreadState state) {
        return Duration.ofNanos(
                new Activity(this).overlap(lane(a), lane(b), state).totalNanos());
    }

    /** The most threads that were running at once for at least {@link #ORDER_NANOS}. */
    public int maxParallelism() {
        return maxAtOnce(ThreadState.RUNNING);
    }

    /** The most threads that were in this state at once for at least {@link #ORDER_NANOS}. */
    public int maxAtOnce(ThreadState state) {
        return new Activity(this).levels(state).peakLasting(ORDER_NANOS);
    }

    /** The most tasks that a pool ran at once; of several on one worker, all but one wait for it. */
    public int maxTasksAtOnce(String pool) {
        return new Activity(this).tasks(new Names(this).pool(pool)).peakLasting(ORDER_NANOS);
    }

    /** Whether the life of the first thread lies before that of the second, after it, or overlaps it. */
    public Order order(String a, String b) {
        return new Activity(this).order(lane(a), lane(b));
    }

    /** The order of two marks, found by their text. */
    public Order orderOfMarks(String a, String b) {
        Names names = new Names(this);
        return Activity.order(names.markNanos(a), names.markNanos(b));
    }

    /** Names of the threads by the time at which they started. */
    public List<String> startOrder() {
        return lanes.stream()
                .sorted(java.util.Comparator.comparingLong(Lane::firstNanos))
                .map(Lane::name)
                .toList();
    }

    /** Who had the lock at this time after the start of the recording. */
    public Optional<Lane> heldBy(String lock, Duration at) {
        long nanos = at.toNanos();
        return resource(lock).holds().stream()
                .filter(hold -> hold.startNanos() <= nanos && nanos < hold.end().orAt(Long.MAX_VALUE))
                .findFirst()
                .flatMap(hold -> laneWithId(hold.holder()));
    }

    /** How long this thread had this lock, in total. */
    public Duration held(String thread, String lock) {
        return Duration.ofNanos(
                new Activity(this).holds(resource(lock), lane(thread).id()).totalNanos());
    }

    /** How long this thread waited for this lock, condition or queue, in total. */
    public Duration waited(String thread, String resource) {
        return Duration.ofNanos(
                new Activity(this).waits(lane(thread), resource(resource)).totalNanos());
    }

    /** How long this thread spent in this state, in total. */
    public Duration timeIn(String thread, ThreadState state) {
        return Duration.ofNanos(new Activity(this).in(lane(thread), state).totalNanos());
    }

    /** The share of the machine that was used: running time of all threads over duration times cores, 0 to 1. */
    public double utilisation() {
        return new Shares(this).utilisation();
    }

    /** The share of all threads' recorded time spent in each state, 0 to 1; states that never occur are left out. */
    public Map<ThreadState, Double> shares() {
        return new Shares(this).byState();
    }

    /** The ring of threads that wait for each other when the recording ends, if there is one. */
    public Optional<Deadlock> deadlock() {
        return new WaitForGraph(this).ring();
    }

    /** The threads that can never go on: those of a ring, and those that wait, directly or not, for one of these. */
    public List<Lane> stuck() {
        return new WaitForGraph(this).stuck();
    }

    /** Of the {@link #stuck} threads, those of a ring: nothing but they themselves can let the others go on. */
    public List<Lane> inRings() {
        return new WaitForGraph(this).inRings();
    }

    /** One or two plain sentences that say what happened. */
    public String sentence() {
        return new Sentence(this).text();
    }

    /** The same questions as requirements, with failures that explain. */
    public Requirements require() {
        return new Requirements(this);
    }
}
