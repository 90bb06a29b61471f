package weft.timeline.model;

import java.util.List;
import java.util.stream.Collectors;

/** Threads that wait for each other in a ring, so that none can ever go on; or one that waits for itself. */
public record Deadlock(List<Edge> edges) {

    /** The waiter wants the resource, which the holder has. The last holder is the first waiter. */
    public record Edge(Lane waiter, String wanted, Lane holder) {

        String sentence() {
            if (waiter.id() == holder.id()) {
                return waiter.name()
                        + (wanted.isEmpty() ? " waits for its own end" : " waits for `" + wanted + "`, which it holds");
            }
            return wanted.isEmpty()
                    ? waiter.name() + " waits for " + holder.name() + " to end"
                    : waiter.name() + " waits for `" + wanted + "`, held by " + holder.name();
        }
    }

    public Deadlock {
        edges = List.copyOf(edges);
    }

    /** For example: {@code A waits for `y`, held by B; B waits for `x`, held by A}. */
    public String sentence() {
        return edges.stream().map(Edge::sentence).collect(Collectors.joining("; "));
    }
}
