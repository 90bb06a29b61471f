package weft.timeline.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who waits for whom when the recording ends. Of several that hold a thread up, each by a permit or a read lock, one is
 * enough to let it go on: it is stuck only where all of them are.
 */
final class WaitForGraph {

    private final Timeline timeline;
    /** From each stuck thread to all that hold it up, which are stuck too: so each walk along them ends in a ring. */
    private final Map<Long, List<Deadlock.Edge>> edges = new HashMap<>();

    WaitForGraph(Timeline timeline) {
        this.timeline = timeline;
        for (Lane lane : timeline.lanes()) {
            List<Deadlock.Edge> from = edgesFrom(lane);
            if (!from.isEmpty()) {
                edges.put(lane.id(), from);
            }
        }
        while (edges.values().removeIf(this::leadsOut)) {
            // Whom these held up, they may let go on.
        }
    }

    private boolean leadsOut(List<Deadlock.Edge> from) {
        return !from.stream().allMatch(edge -> edges.containsKey(edge.holder().id()));
    }

    /** The first ring in the order of the lanes. */
    Optional<Deadlock> ring() {
        for (Lane lane : timeline.lanes()) {
            List<Deadlock.Edge> ring = ringThrough(lane.id());
            if (!ring.isEmpty()) {
                return Optional.of(new Deadlock(ring));
            }
        }
        return Optional.empty();
    }

    List<Lane> inRings() {
        return timeline.lanes().stream()
                .filter(lane -> !ringThrough(lane.id()).isEmpty())
                .toList();
    }

    /** Those in a ring, and those that wait, directly or not, for one that is. */
    List<Lane> stuck() {
        return timeline.lanes().stream()
                .filter(lane -> edges.containsKey(lane.id()))
                .toList();
    }

    private List<Deadlock.Edge> ringThrough(long first) {
        List<Deadlock.Edge> walked = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long at = first;
        while (seen.add(at)) {
            List<Deadlock.Edge> from = edges.getOrDefault(at, List.of());
            if (from.isEmpty()) {
                return List.of();
            }
            walked.add(from.get(0));
            at = from.get(0).holder().id();
        }
        // A walk that runs into a ring further on is not itself part of it.
        return at == first ? walked : List.of();
    }

    private List<Deadlock.Edge> edgesFrom(Lane lane) {
        if (!lane.isStillOpen()) {
            return List.of();
        }
        Span last = lane.spans().get(lane.spans().size() - 1);
        if (!last.state().isWaitForOthers() || last.isLimited()) {
            return List.of();
        }
        String wanted = last.resource() == null ? "" : timeline.resourceName(last.resource());
        Set<Long> having = havingOf(lane, last);
        Set<Long> holders = !having.isEmpty() || last.holder() == null ? having : Set.of(last.holder());
        List<Lane> lanes =
                holders.stream().flatMap(id -> timeline.laneWithId(id).stream()).toList();
        // One of whom nothing is known may go on.
        return lanes.size() < holders.size()
                ? List.of()
                : lanes.stream()
                        .map(holder -> new Deadlock.Edge(lane, wanted, holder, why(last, !having.isEmpty())))
                        .toList();
    }

    private Optional<Resource> wanted(Span span) {
        return timeline.resources().stream()
                .filter(resource -> resource.id().equals(span.resource()))
                .findFirst();
    }

    private Deadlock.Why why(Span last, boolean has) {
        if (last.resource() == null) {
            return last.state() == ThreadState.JOINING ? Deadlock.Why.ENDS : Deadlock.Why.GIVES_RESULT;
        }
        boolean isHalf = wanted(last)
                .map(resource ->
                        resource.kind() == ResourceKind.READ_LOCK || resource.kind() == ResourceKind.WRITE_LOCK)
                .orElse(false);
        return isHalf && !has ? Deadlock.Why.KEEPS_OUT : Deadlock.Why.HAS;
    }

    /**
     * Those that have what the thread waits for; empty where no hold tells. The holds that are still open say more than
     * what the span noted when the waiting began.
     */
    private Set<Long> havingOf(Lane waiter, Span span) {
        Set<Long> holders = new LinkedHashSet<>();
        // Who waits to be told waits for a teller, not for the one who has the monitor.
        if (span.resource() != null && span.state() != ThreadState.WAITING) {
            wanted(span)
                    // Readers do not keep readers out.
                    .filter(resource -> resource.kind() != ResourceKind.READ_LOCK)
                    .ifPresent(resource -> resource.holds().stream()
                            .filter(hold -> hold.end().isOpen())
                            // Anybody may give the permit that a thread waits for while it has another.
                            .filter(hold -> resource.kind() != ResourceKind.SEMAPHORE || hold.holder() != waiter.id())
                            .forEach(hold -> holders.add(hold.holder())));
        }
        return holders;
    }
}
