package weft.timeline.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who waits for whom when the recording ends. Each thread waits for at most one, so a ring is found by walking. */
final class WaitForGraph {

    private final Timeline timeline;
    private final Map<Long, Deadlock.Edge> edges = new HashMap<>();

    WaitForGraph(Timeline timeline) {
        this.timeline = timeline;
        for (Lane lane : timeline.lanes()) {
            Deadlock.Edge edge = edgeFrom(lane);
            if (edge != null) {
                edges.put(lane.id(), edge);
            }
        }
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
        return timeline.lanes().stream().filter(lane -> leadsToRing(lane.id())).toList();
    }

    private boolean leadsToRing(long first) {
        Set<Long> seen = new HashSet<>();
        long at = first;
        while (seen.add(at)) {
            Deadlock.Edge edge = edges.get(at);
            if (edge == null) {
                return false;
            }
            at = edge.holder().id();
        }
        return true;
    }

    private List<Deadlock.Edge> ringThrough(long first) {
        List<Deadlock.Edge> walked = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long at = first;
        while (seen.add(at)) {
            Deadlock.Edge edge = edges.get(at);
            if (edge == null) {
                return List.of();
            }
            walked.add(edge);
            at = edge.holder().id();
        }
        // A walk that runs into a ring further on is not itself part of it.
        return at == first ? walked : List.of();
    }

    private Deadlock.@Nullable Edge edgeFrom(Lane lane) {
        if (!lane.isStillOpen()) {
            return null;
        }
        Span last = lane.spans().get(lane.spans().size() - 1);
        if (!last.state().isWaitForOthers()) {
            return null;
        }
        Lane holder = holderOf(last);
        if (holder == null) {
            return null;
        }
        String wanted = last.resource() == null ? "" : timeline.resourceName(last.resource());
        return new Deadlock.Edge(lane, wanted, holder);
    }

    /** The hold that is still open says more than what the span noted when the waiting began. */
    private @Nullable Lane holderOf(Span span) {
        // Who waits to be told waits for a teller, not for the one who has the monitor.
        if (span.resource() != null && span.state() != ThreadState.WAITING) {
            for (Resource resource : timeline.resources()) {
                if (resource.id().equals(span.resource())) {
                    for (HoldSpan hold : resource.holds()) {
                        if (hold.end().isOpen()) {
                            return timeline.laneWithId(hold.holder()).orElse(null);
                        }
                    }
                }
            }
        }
        return span.holder() == null ? null : timeline.laneWithId(span.holder()).orElse(null);
    }
}
