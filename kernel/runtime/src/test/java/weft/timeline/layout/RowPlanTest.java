package weft.timeline.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import weft.timeline.model.LaneKind;
import weft.timeline.model.Pool;
import weft.timeline.model.QueueStep;
import weft.timeline.model.ResourceKind;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;
import weft.timeline.model.TimelineBuilder;

/** Each thread has one place, and what is said of one is not said of many. */
class RowPlanTest {

    private static final long MS = 1_000_000;

    private final TimelineBuilder builder = Timeline.builder("x").lasting(100 * MS);

    private RowPlan plan(TimelineOptions options) {
        return RowPlan.of(builder.build(), options);
    }

    private void threads(int count, LaneKind kind) {
        for (int i = 1; i <= count; i++) {
            builder.lane(i, "t" + i, kind).span(i * 1_000L, 90 * MS, ThreadState.SLEEPING);
        }
    }

    private void pool(String name, Long... workers) {
        builder.pool(new Pool(name, name, List.of(workers), List.of(new QueueStep(0, 1)), List.of()));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (RowPlan.Entry entry : plan(TimelineOptions.DEFAULTS).entries()) {
            names.add(
                    entry instanceof RowPlan.LaneEntry lane
                            ? lane.lane().name()
                            : ((RowPlan.PoolEntry) entry).pool().name());
        }
        return names;
    }

    /** An {@code ExecutorCompletionService} hands tasks to some of the workers of the pool behind it. */
    @Test
    void workers_ofTwoPools_standOnce_withTheLargerOne() {
        threads(4, LaneKind.PLATFORM);
        pool("service", 1L, 2L);
        pool("pool", 1L, 2L, 3L, 4L);

        assertThat(names()).containsExactly("pool", "t1", "t2", "t3", "t4", "service");
    }

    @Test
    void workers_ofPoolsThatOverlapInPart_standOnce() {
        threads(3, LaneKind.PLATFORM);
        pool("a", 1L, 2L);
        pool("b", 2L, 3L);

        assertThat(names()).containsExactly("a", "t1", "t2", "b", "t3");
    }

    @Test
    void notes_ofOne_speakOfOne() {
        threads(RowPlan.MAX_LANES + 1, LaneKind.PLATFORM);
        for (int i = 0; i < 7; i++) {
            builder.resource("L" + i, "lock" + i, ResourceKind.LOCK).held("L" + i, 1, 0, MS);
        }

        assertThat(plan(TimelineOptions.DEFAULTS).notes())
                .anyMatch(note -> note.startsWith("1 thread after the first 120 is folded"))
                .anyMatch(note -> note.endsWith("; 1 more is in the table."));
        assertThat(plan(TimelineOptions.DEFAULTS.withThreads("^t5$")).notes())
                .anyMatch(note -> note.startsWith("1 of 121 threads is drawn"));
    }
}
