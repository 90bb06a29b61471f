package weft.timeline.model;

import java.util.List;
import java.util.stream.Collectors;

/** Threads that wait for each other in a ring, so that none can ever go on; or one that waits for itself. */
public record Deadlock(List<Edge> edges) {

    /** What the other thread would have to do. */
    public enum Why {
        /** It has what is wanted. */
        HAS("waits for `%s`, held by %s", "waits for `%s`, which it holds"),
        /** It has the other half of a read-write lock. */
        KEEPS_OUT("waits for `%s`, kept out by %s", "waits for `%s`, and keeps itself out"),
        GIVES_RESULT("waits for a result from %2$s", "waits for its own result"),
        ENDS("waits for %2$s to end", "waits for its own end");

        private final String words;
        private final String wordsOfItself;

        Why(String words, String wordsOfItself) {
            this.words = words;
            this.wordsOfItself = wordsOfItself;
        }
    }

    /** The waiter wants the resource, which the holder has. The last holder is the first waiter. */
    public record Edge(Lane waiter, String wanted, Lane holder, Why why) {

        String sentence() {
            String words = waiter.id() == holder.id() ? why.wordsOfItself : why.words;
            return waiter.name() + " " + String.format(words, wanted, holder.name());
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
