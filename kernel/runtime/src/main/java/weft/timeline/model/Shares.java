package weft.timeline.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How the threads' time divides into states. */
public final class Shares {

    private final Timeline timeline;

    public Shares(Timeline timeline) {
        this.timeline = timeline;
    }

    Map<ThreadState, Double> byState() {
        return of(timeline.lanes());
    }

    /** Shares of the recorded time of some lanes, 0 to 1, in the order of the states. */
    public Map<ThreadState, Double> of(List<Lane> lanes) {
        Map<ThreadState, Long> nanos = nanos(lanes);
        long total = nanos.values().stream().mapToLong(Long::longValue).sum();
        Map<ThreadState, Double> shares = new EnumMap<>(ThreadState.class);
        if (total > 0) {
            nanos.forEach((state, time) -> shares.put(state, (double) time / total));
        }
        return shares;
    }

    /** Time in each state, summed over the lanes. */
    public Map<ThreadState, Long> nanos(List<Lane> lanes) {
        Map<ThreadState, Long> nanos = new EnumMap<>(ThreadState.class);
        for (Lane lane : lanes) {
            for (Span span : lane.spans()) {
                long time =
                        Math.min(span.endNanos(timeline.durationNanos()), timeline.durationNanos()) - span.startNanos();
                if (span.state() != ThreadState.FINISHED && time > 0) {
                    nanos.merge(span.state(), time, Long::sum);
                }
            }
        }
        return nanos;
    }

    double utilisation() {
        int cores = Math.max(1, timeline.environment().cores());
        if (timeline.durationNanos() == 0) {
            return 0;
        }
        long running = nanos(timeline.lanes()).getOrDefault(ThreadState.RUNNING, 0L);
        return Math.min(1.0, (double) running / timeline.durationNanos() / cores);
    }
}
