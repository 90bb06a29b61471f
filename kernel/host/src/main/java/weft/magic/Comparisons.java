package weft.magic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import weft.timeline.model.Timeline;

/**
 * Recorded runs that are to be drawn on one scale, by the name of their comparison: serial beside threaded, the JVM
 * beside CPython. They live as long as the kernel.
 *
 * <p><b>Threads.</b> Any thread.
 */
public final class Comparisons {

    /** More do not fit on a screen; the oldest goes. */
    private static final int MOST_RUNS = 8;

    private final Map<String, Map<String, Timeline>> byName = new LinkedHashMap<>();

    /**
     * Adds a run.
     *
     * @param run which one it is: recorded anew, it takes the place of its former self
     */
    public synchronized Runs add(String comparison, String run, Timeline timeline) {
        Map<String, Timeline> runs = byName.computeIfAbsent(comparison, unused -> new LinkedHashMap<>());
        runs.put(run, timeline);
        Timeline dropped = null;
        if (runs.size() > MOST_RUNS) {
            dropped = runs.remove(runs.keySet().iterator().next());
        }
        return new Runs(List.copyOf(runs.values()), Optional.ofNullable(dropped));
    }

    /**
     * All runs of a comparison, in the order in which they were first recorded.
     *
     * @param dropped the one that had to make room
     */
    public record Runs(List<Timeline> all, Optional<Timeline> dropped) {}

    /** Begins the comparison anew. */
    public synchronized void forget(String comparison) {
        byName.remove(comparison);
    }
}
