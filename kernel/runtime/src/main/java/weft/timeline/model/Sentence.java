package weft.timeline.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says what happened in one or two plain sentences, for the head of the picture and for its alt text. The first
 * claim that holds is made, from the most to the least telling: deadlock, serialised by a lock, a pool, many virtual
 * threads, in parallel, one after another, mostly waiting. Each has a threshold, so that a weak effect is not
 * called by a strong name.
 */
final class Sentence {

    /** "Serialised" is claimed when one thread at a time went on for at least half of the run. */
    static final double SERIALISED = 0.5;
    /** Waiting for a lock is worth a sentence from a tenth of the run. */
    static final double CONTENDED = 0.1;
    /** "In parallel" is claimed when two or more threads ran at once for at least half of the run. */
    static final double PARALLEL = 0.5;
    /** "Mostly" means more than half of the threads' time. */
    static final double MOSTLY = 0.5;
    /** So many virtual threads are spoken of as a crowd. */
    static final int CROWD = 100;
    /** A pause is worth a sentence from a twentieth of the run. */
    static final double PAUSED = 0.05;

    private static final List<ThreadState> WAITING_FOR_OTHERS =
            List.of(ThreadState.BLOCKED, ThreadState.WAITING, ThreadState.JOINING, ThreadState.PARKED);

    private final Timeline timeline;
    private final Activity activity;
    private final List<Lane> workers;

    Sentence(Timeline timeline) {
        this.timeline = timeline;
        this.activity = new Activity(timeline);
        this.workers = timeline.lanes().stream()
                .filter(lane -> !lane.isMain() && !lane.spans().isEmpty())
                .toList();
    }

    String text() {
        Optional<Deadlock> deadlock = timeline.deadlock();
        if (deadlock.isPresent()) {
            return "Deadlock: " + deadlock.get().sentence() + ".";
        }
        if (timeline.lanes().isEmpty()) {
            return "No thread was recorded.";
        }
        Optional<String> serialised = serialised();
        List<String> said = new ArrayList<>();
        said.add(serialised
                .or(this::pooled)
                .or(this::crowd)
                .or(this::alone)
                .or(this::parallel)
                .or(this::oneAfterAnother)
                .or(this::mostlyWaiting)
                .orElseGet(this::mixed));
        stillOpen()
                .or(() -> serialised.isPresent() ? Optional.empty() : contended())
                .or(this::paused)
                .or(this::wakeUps)
                .ifPresent(said::add);
        return String.join(" ", said);
    }

    private Optional<String> serialised() {
        return busiestLock().flatMap(lock -> {
            double share = serialShare(lock);
            return share < SERIALISED
                    ? Optional.empty()
                    : Optional.of("Serialised by " + named(lock) + ": one thread at a time for " + Words.percent(share)
                            + " of the run" + HandOvers.words(lock) + ".");
        });
    }

    private Optional<String> contended() {
        return busiestLock()
                .filter(lock -> ofRun(activity.contended(lock)) >= CONTENDED)
                .map(lock -> "For " + Words.percent(ofRun(activity.contended(lock)))
                        + " of the run somebody waited for " + named(lock) + ".");
    }

    private Optional<Resource> busiestLock() {
        return timeline.resources().stream()
                .filter(resource -> resource.kind().isExclusive())
                .filter(resource -> !activity.contended(resource).isEmpty())
                .max(Comparator.comparingLong(
                        resource -> activity.contended(resource).totalNanos()));
    }

    /**
     * The part of the run in which the lock was held while others waited, and its users went on one at a time: no two
     * ran at once, and the holder did not wait as well.
     */
    private double serialShare(Resource lock) {
        Set<Long> holders = lock.holds().stream().map(HoldSpan::holder).collect(Collectors.toSet());
        List<Intervals> running = timeline.lanes().stream()
                .filter(lane -> holders.contains(lane.id())
                        || !activity.waits(lane, lock).isEmpty())
                .map(lane -> activity.in(lane, ThreadState.RUNNING))
                .toList();
        Intervals together = Levels.of(running).atLeast(2).atLeast(Timeline.ORDER_NANOS);
        List<Intervals.Piece> not = new ArrayList<>(together.pieces());
        not.addAll(idleHolders(lock).pieces());
        Intervals contended = activity.contended(lock);
        long alone = contended.totalNanos() - contended.and(Intervals.of(not)).totalNanos();
        return timeline.durationNanos() == 0 ? 0 : (double) alone / timeline.durationNanos();
    }

    /** When a thread had the lock, and waited itself for something that another thread was to do. */
    private Intervals idleHolders(Resource lock) {
        Map<Long, List<HoldSpan>> byHolder = lock.holds().stream().collect(Collectors.groupingBy(HoldSpan::holder));
        List<Intervals.Piece> idle = new ArrayList<>();
        byHolder.forEach((holder, spans) -> timeline.laneWithId(holder).ifPresent(lane -> {
            Intervals holds = activity.times(spans);
            for (ThreadState state : WAITING_FOR_OTHERS) {
                idle.addAll(activity.in(lane, state).and(holds).pieces());
            }
        }));
        return Intervals.of(idle);
    }

    private Optional<String> pooled() {
        return timeline.pools().stream()
                .filter(pool -> !pool.tasks().isEmpty() && !isCrowd(pool))
                .max(Comparator.comparingInt(pool -> pool.tasks().size()))
                .map(pool -> "Pool `" + pool.name() + "`: "
                        + Words.count(pool.tasks().size(), "task") + " on "
                        + Words.count(pool.workers().size(), "worker") + ", at most "
                        + activity.tasks(pool).peakLasting(Timeline.ORDER_NANOS) + " at once; "
                        + (pool.longestQueue() == 0
                                ? "none had to queue."
                                : "up to " + Words.count(pool.longestQueue()) + " waited in its queue."));
    }

    /** Where each task has a virtual thread of its own there is nothing to say of workers and of a queue. */
    private boolean isCrowd(Pool pool) {
        return pool.workers().size() >= CROWD
                && timeline.laneWithId(pool.workers().get(0))
                        .map(lane -> lane.kind() == LaneKind.VIRTUAL)
                        .orElse(false);
    }

    private Optional<String> crowd() {
        long virtual = timeline.lanes().stream()
                .filter(lane -> lane.kind() == LaneKind.VIRTUAL)
                .count();
        if (virtual < CROWD) {
            return Optional.empty();
        }
        String carriers = timeline.environment().carrierWords();
        String on = carriers.isEmpty() ? "" : " on " + carriers;
        ThreadState idle = largestShare(true);
        int idleAtOnce = timeline.maxAtOnce(idle);
        String and =
                idleAtOnce == 0 ? "" : ", and up to " + Words.count(idleAtOnce) + " were " + idle.word() + " at once";
        return Optional.of(Words.count(virtual) + " virtual threads" + on + ": at most "
                + Words.count(timeline.maxParallelism()) + " ran at once" + and + ".");
    }

    private Optional<String> alone() {
        if (!workers.isEmpty()) {
            return Optional.empty();
        }
        Lane main = timeline.lanes().get(0);
        double running = ofRun(activity.in(main, ThreadState.RUNNING));
        return Optional.of(
                "Only " + main.name() + " was seen; it was running for " + Words.percent(running) + " of the run.");
    }

    private Optional<String> parallel() {
        double share = ofRun(activity.levels(ThreadState.RUNNING).atLeast(2).atLeast(Timeline.ORDER_NANOS));
        return share < PARALLEL
                ? Optional.empty()
                : Optional.of("In parallel: two or more " + crewWord() + " ran at once for " + Words.percent(share)
                        + " of the run, at most " + timeline.maxParallelism() + " at once.");
    }

    private Optional<String> oneAfterAnother() {
        int alive = Levels.of(workers.stream().map(activity::alive).toList()).peakLasting(Timeline.ORDER_NANOS);
        return workers.size() < 2 || alive > 1
                ? Optional.empty()
                : Optional.of(
                        Words.count(workers.size()) + " " + crewWord() + " ran one after another; no two overlapped.");
    }

    private Optional<String> mostlyWaiting() {
        ThreadState state = largestShare(false);
        double share = new Shares(timeline).of(workers).getOrDefault(state, 0.0);
        if (state == ThreadState.RUNNING || share <= MOSTLY) {
            return Optional.empty();
        }
        int atOnce = timeline.maxAtOnce(state);
        String together = atOnce > 1 ? ", up to " + Words.count(atOnce) + " at once" : "";
        return Optional.of(crew() + " mostly " + state.word() + ": " + Words.percent(share)
                + (workers.size() == 1 ? " of its time" : " of their time") + together + ".");
    }

    private String mixed() {
        double running = new Shares(timeline).of(workers).getOrDefault(ThreadState.RUNNING, 0.0);
        return crew() + " running for " + Words.percent(running)
                + (workers.size() == 1 ? " of its time" : " of their time") + "; at most " + timeline.maxParallelism()
                + " ran at once.";
    }

    private String crew() {
        if (workers.size() == 1) {
            return workers.get(0).name() + " was";
        }
        return Words.count(workers.size()) + " " + crewWord() + " were";
    }

    private String crewWord() {
        boolean processes = !workers.isEmpty() && workers.stream().allMatch(lane -> lane.kind() == LaneKind.PROCESS);
        return processes ? "processes" : "threads";
    }

    private Optional<String> stillOpen() {
        return workers.stream()
                .filter(Lane::isStillOpen)
                .filter(lane -> last(lane).state() != ThreadState.RUNNING)
                .findFirst()
                .map(lane -> lane.name() + " was still " + last(lane).state().word() + waitedFor(last(lane))
                        + " at the end.");
    }

    private String waitedFor(Span span) {
        return span.resource() == null ? "" : " (`" + timeline.resourceName(span.resource()) + "`)";
    }

    private static Span last(Lane lane) {
        return lane.spans().get(lane.spans().size() - 1);
    }

    private Optional<String> paused() {
        Intervals pauses = Intervals.of(timeline.pauses().stream()
                .map(pause ->
                        new Intervals.Piece(pause.startNanos(), pause.end().orAt(timeline.durationNanos())))
                .toList());
        return ofRun(pauses) < PAUSED
                ? Optional.empty()
                : Optional.of(Words.count(timeline.pauses().size(), "pause")
                        + " for garbage collection stopped every thread for " + Words.percent(ofRun(pauses))
                        + " of the run.");
    }

    private Optional<String> wakeUps() {
        long woken = timeline.links().stream()
                .filter(link -> link.kind() == LinkKind.NOTIFY)
                .count();
        return woken < 2 ? Optional.empty() : Optional.of("They woke each other " + Words.count(woken) + " times.");
    }

    private ThreadState largestShare(boolean idleOnly) {
        return new Shares(timeline)
                .of(workers).entrySet().stream()
                        .filter(share -> !idleOnly || share.getKey() != ThreadState.RUNNING)
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(ThreadState.RUNNING);
    }

    private double ofRun(Intervals times) {
        return timeline.durationNanos() == 0 ? 0 : (double) times.totalNanos() / timeline.durationNanos();
    }

    private static String named(Resource lock) {
        return lock.kind() == ResourceKind.GIL ? "the GIL" : "`" + lock.name() + "`";
    }
}
