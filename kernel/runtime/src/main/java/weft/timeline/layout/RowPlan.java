package weft.timeline.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import weft.timeline.model.Activity;
import weft.timeline.model.Lane;
import weft.timeline.model.LaneKind;
import weft.timeline.model.MarkKind;
import weft.timeline.model.Pool;
import weft.timeline.model.Resource;
import weft.timeline.model.Timeline;
import weft.timeline.model.Words;

/**
 * Which rows a panel has, from top to bottom, before anything has a place: the main thread, then the others in order
 * of creation with each pool's queue above its workers, then folded bands, then locks. What is not drawn is noted.
 */
record RowPlan(List<Entry> entries, List<String> notes) {

    /** More lanes than this scroll off every screen. */
    static final int MAX_LANES = 120;
    /** From so many virtual threads on they are one band. */
    static final int MAX_VIRTUAL = 24;

    /** Before this the boxes of a lane become fewer, and then the lanes. */
    private static final int FEWER_LANES = 8;

    private static final int MAX_LOCKS = 6;
    private static final int MAX_POOLS = 12;
    private static final int MAX_KEPT = 8;

    sealed interface Entry {}

    record LaneEntry(Lane lane) implements Entry {
        /** Whether a mark of its user's stands on it. */
        boolean hasWords() {
            return lane.marks().stream().anyMatch(mark -> mark.kind() == MarkKind.USER);
        }
    }

    record PoolEntry(Pool pool) implements Entry {}

    record LockEntry(Resource resource) implements Entry {}

    record BandEntry(String name, String note, List<Lane> lanes) implements Entry {}

    static RowPlan of(Timeline timeline, TimelineOptions options) {
        return of(timeline, options, 1);
    }

    /** @param coarse how many times fewer boxes than usually the picture is to have */
    static RowPlan of(Timeline timeline, TimelineOptions options, int coarse) {
        int maxLanes = coarse < FEWER_LANES ? MAX_LANES : MAX_LANES / 2;
        List<String> notes = new ArrayList<>();
        List<Lane> wanted = wanted(timeline, options, notes);
        Set<Long> kept = kept(timeline);
        long virtual = wanted.stream().filter(RowPlan::isVirtual).count();
        List<Lane> drawn = new ArrayList<>();
        List<Lane> folded = new ArrayList<>();
        List<Lane> more = new ArrayList<>();
        for (Lane lane : wanted) {
            if (isVirtual(lane) && virtual > MAX_VIRTUAL && !kept.contains(lane.id())) {
                folded.add(lane);
            } else if (drawn.size() >= maxLanes && !kept.contains(lane.id())) {
                more.add(lane);
            } else {
                drawn.add(lane);
            }
        }
        List<Entry> entries = new ArrayList<>(threads(timeline, drawn, notes));
        if (!folded.isEmpty()) {
            entries.add(virtualBand(timeline, folded));
            notes.add(Words.count(folded.size(), "virtual thread") + Notes.are(folded.size())
                    + " folded into one band: its height is how many were in which state.");
        }
        if (!more.isEmpty()) {
            entries.add(new BandEntry(Words.count(more.size()) + " more", "threads", more));
            notes.add(Words.count(more.size(), "thread") + " after the first " + maxLanes + Notes.are(more.size())
                    + " folded into one band; choose lanes with --threads.");
        }
        if (options.locks()) {
            entries.addAll(locks(timeline, notes));
        }
        timeline.notes().forEach(note -> notes.add(note.text()));
        return new RowPlan(List.copyOf(entries), List.copyOf(notes));
    }

    private static boolean isVirtual(Lane lane) {
        return lane.kind() == LaneKind.VIRTUAL;
    }

    private static List<Lane> wanted(Timeline timeline, TimelineOptions options, List<String> notes) {
        List<Lane> lanes = new ArrayList<>(timeline.lanes());
        // A stable sort: the main thread goes first, the others keep the order of their creation.
        lanes.sort(Comparator.comparing(lane -> !lane.isMain()));
        if (options.threads().isEmpty()) {
            return lanes;
        }
        List<Lane> matching = lanes.stream()
                .filter(lane -> options.threads().get().matcher(lane.name()).find())
                .toList();
        if (matching.size() < lanes.size()) {
            notes.add(Words.count(matching.size()) + " of " + Words.count(lanes.size(), "thread")
                    + Notes.are(matching.size()) + " drawn: those that match \""
                    + options.threads().get().pattern() + "\".");
        }
        return matching;
    }

    /** Lanes with a story of their own, which a band would swallow. */
    private static Set<Long> kept(Timeline timeline) {
        Set<Long> kept = new HashSet<>();
        timeline.deadlock()
                .ifPresent(ring ->
                        ring.edges().forEach(edge -> kept.add(edge.waiter().id())));
        for (Lane lane : timeline.lanes()) {
            if (kept.size() < MAX_KEPT && lane.marks().stream().anyMatch(mark -> mark.kind() == MarkKind.EXCEPTION)) {
                kept.add(lane.id());
            }
        }
        return kept;
    }

    private static BandEntry virtualBand(Timeline timeline, List<Lane> folded) {
        String carriers = timeline.environment().carrierWords();
        return new BandEntry(
                Words.count(folded.size()) + " virtual", carriers.isEmpty() ? "threads" : "on " + carriers, folded);
    }

    private static List<Entry> threads(Timeline timeline, List<Lane> drawn, List<String> notes) {
        List<Pool> pools = pools(timeline, notes);
        Map<Long, Pool> poolOf = poolOf(pools);
        Set<Pool> placed = new HashSet<>();
        List<Entry> entries = new ArrayList<>();
        for (Lane lane : drawn) {
            Pool pool = poolOf.get(lane.id());
            if (pool == null) {
                entries.add(new LaneEntry(lane));
            } else if (placed.add(pool)) {
                entries.add(new PoolEntry(pool));
                drawn.stream()
                        .filter(worker -> pool.equals(poolOf.get(worker.id())))
                        .forEach(worker -> entries.add(new LaneEntry(worker)));
            }
        }
        pools.stream().filter(placed::add).forEach(pool -> entries.add(new PoolEntry(pool)));
        return entries;
    }

    /** Those whose queues are drawn. */
    private static List<Pool> pools(Timeline timeline, List<String> notes) {
        int more = timeline.pools().size() - MAX_POOLS;
        if (more <= 0) {
            return timeline.pools();
        }
        notes.add("The queues of the " + MAX_POOLS + " pools with the most tasks are drawn; " + Words.count(more)
                + " more" + Notes.are(more) + " not.");
        Set<Pool> largest = timeline.pools().stream()
                .sorted(Comparator.comparingInt((Pool pool) -> -pool.tasks().size()))
                .limit(MAX_POOLS)
                .collect(Collectors.toSet());
        return timeline.pools().stream().filter(largest::contains).toList();
    }

    /** A worker of two, as of a pool and of a completion service that hands tasks to it, stands with the larger. */
    private static Map<Long, Pool> poolOf(List<Pool> pools) {
        List<Pool> largestFirst = new ArrayList<>(pools);
        largestFirst.sort(
                Comparator.comparingInt((Pool pool) -> pool.workers().size()).reversed());
        Map<Long, Pool> poolOf = new HashMap<>();
        largestFirst.forEach(pool -> pool.workers().forEach(worker -> poolOf.putIfAbsent(worker, pool)));
        return poolOf;
    }

    private static List<Entry> locks(Timeline timeline, List<String> notes) {
        Activity activity = new Activity(timeline);
        List<Resource> used = timeline.resources().stream()
                .filter(resource -> !resource.holds().isEmpty()
                        || !activity.waiters(resource).steps().isEmpty())
                .sorted(Comparator.comparingLong((Resource resource) ->
                                -activity.contended(resource).totalNanos())
                        .thenComparingLong(resource ->
                                -activity.waiters(resource).atLeast(1).totalNanos()))
                .toList();
        if (used.size() > MAX_LOCKS) {
            int more = used.size() - MAX_LOCKS;
            notes.add("The " + MAX_LOCKS + " locks that threads waited for most have lanes; " + Words.count(more)
                    + " more" + Notes.are(more) + " in the table.");
        }
        return used.stream()
                .limit(MAX_LOCKS)
                .map(resource -> (Entry) new LockEntry(resource))
                .toList();
    }
}
