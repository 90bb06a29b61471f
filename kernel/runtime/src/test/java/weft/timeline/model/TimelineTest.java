package weft.timeline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The questions that cells and tests ask, on this timeline (ms):
 *
 * <pre>
 *   main   [R 0-10][J A 10-60][R 60-70]
 *   A         5[R 5-30][S 30-40][R 40-60]
 *   B         5[B lock 5-30][R 30-60.02]
 *   late                               61[R 61-70]
 *   lock   A 5-30, B 30-50
 * </pre>
 */
class TimelineTest {

    private static final long MS = 1_000_000;

    private final Timeline timeline = timeline();

    private static Timeline timeline() {
        TimelineBuilder builder = Timeline.builder("questions").lasting(70 * MS).on(new Environment("test", 2, 0));
        builder.thread("main")
                .main()
                .span(0, 10 * MS, ThreadState.RUNNING)
                .span(Span.of(10 * MS, 60 * MS, ThreadState.JOINING).heldBy(2))
                .span(60 * MS, 70 * MS, ThreadState.RUNNING)
                .mark(1 * MS, MarkKind.USER, "begin")
                .mark(61 * MS, MarkKind.USER, "end");
        builder.thread("A")
                .started(5 * MS)
                .ended(60 * MS)
                .span(5 * MS, 30 * MS, ThreadState.RUNNING)
                .span(30 * MS, 40 * MS, ThreadState.SLEEPING)
                .span(40 * MS, 60 * MS, ThreadState.RUNNING)
                .mark(1 * MS + 20_000, MarkKind.USER, "nearly begin");
        builder.thread("B")
                .span(Span.of(5 * MS, 30 * MS, ThreadState.BLOCKED)
                        .waitingFor("L")
                        .heldBy(2))
                .span(30 * MS, 60 * MS + 20_000, ThreadState.RUNNING);
        builder.thread("late").started(61 * MS).span(61 * MS, 70 * MS, ThreadState.RUNNING);
        builder.resource("L", "lock", ResourceKind.MONITOR)
                .held("L", 2, 5 * MS, 30 * MS)
                .held("L", 3, 30 * MS, 50 * MS);
        return builder.build();
    }

    @Test
    void overlap_ofLives_isTheTimeBothWereAlive() {
        assertThat(timeline.overlap("A", "B")).isEqualTo(Duration.ofMillis(55));
    }

    @Test
    void overlap_inAState_isTheTimeBothWereInIt() {
        assertThat(timeline.overlap("A", "B", ThreadState.RUNNING)).isEqualTo(Duration.ofMillis(20));
        assertThat(timeline.overlap("A", "B", ThreadState.SLEEPING)).isZero();
    }

    @Test
    void overlap_shorterThanTheClocksCanTell_isNone() {
        // main runs from 60 ms and B until 60.02 ms.
        assertThat(timeline.overlap("main", "B", ThreadState.RUNNING)).isZero();
    }

    @Test
    void maxParallelism_countsOnlyWhatLasts() {
        assertThat(timeline.maxParallelism()).isEqualTo(2);
        assertThat(timeline.maxAtOnce(ThreadState.BLOCKED)).isEqualTo(1);
        assertThat(timeline.maxAtOnce(ThreadState.IO)).isZero();
    }

    @Test
    void order_ofLives_isClaimedOnlyBeyondTheTolerance() {
        assertThat(timeline.order("A", "late")).isEqualTo(Order.BEFORE);
        assertThat(timeline.order("late", "A")).isEqualTo(Order.AFTER);
        assertThat(timeline.order("A", "B")).isEqualTo(Order.OVERLAPPING);
    }

    @Test
    void orderOfMarks_nearerThanTheTolerance_isTooClose() {
        assertThat(timeline.orderOfMarks("begin", "end")).isEqualTo(Order.BEFORE);
        assertThat(timeline.orderOfMarks("end", "begin")).isEqualTo(Order.AFTER);
        assertThat(timeline.orderOfMarks("begin", "nearly begin")).isEqualTo(Order.TOO_CLOSE);
    }

    @Test
    void startOrder_isByStart() {
        assertThat(timeline.startOrder()).containsExactly("main", "A", "B", "late");
    }

    @Test
    void heldBy_atATime_isWhoHadIt() {
        assertThat(timeline.heldBy("lock", Duration.ofMillis(4))).isEmpty();
        assertThat(timeline.heldBy("lock", Duration.ofMillis(5)).map(Lane::name))
                .hasValue("A");
        assertThat(timeline.heldBy("lock", Duration.ofMillis(30)).map(Lane::name))
                .hasValue("B");
        assertThat(timeline.heldBy("lock", Duration.ofMillis(50))).isEmpty();
    }

    @Test
    void waited_andHeld_addUp() {
        assertThat(timeline.waited("B", "lock")).isEqualTo(Duration.ofMillis(25));
        assertThat(timeline.waited("A", "lock")).isZero();
        assertThat(timeline.held("B", "lock")).isEqualTo(Duration.ofMillis(20));
        assertThat(timeline.timeIn("A", ThreadState.SLEEPING)).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void utilisation_isRunningTimeOverAllCores() {
        // 20 (main) + 45 (A) + 30.02 (B) + 9 (late) of 140 ms.
        assertThat(timeline.utilisation()).isBetween(0.743, 0.7432);
    }

    @Test
    void shares_ofAllStates_addUpToOne() {
        assertThat(timeline.shares())
                .containsOnlyKeys(ThreadState.RUNNING, ThreadState.BLOCKED, ThreadState.JOINING, ThreadState.SLEEPING);
        assertThat(timeline.shares().values().stream()
                        .mapToDouble(share -> share)
                        .sum())
                .isBetween(0.9999, 1.0001);
    }

    @Test
    void lane_unknownName_failsNamingThoseThereAre() {
        assertThatThrownBy(() -> timeline.lane("C"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No thread is called \"C\"; ask for one of: main, A, B, late.");
    }

    @Test
    void resource_unknownName_failsNamingThoseThereAre() {
        assertThatThrownBy(() -> timeline.waited("A", "key")).hasMessageContaining("\"key\"; ask for one of: lock");
    }

    @Test
    void lane_overlappingSpans_isRejectedNamingTheThread() {
        TimelineBuilder builder = Timeline.builder("x");
        builder.thread("T").span(0, 10, ThreadState.RUNNING).span(9, 12, ThreadState.SLEEPING);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"T\"")
                .hasMessageContaining("running")
                .hasMessageContaining("sleeping");
    }

    @Test
    void lane_spanAfterAnOpenOne_isRejected() {
        TimelineBuilder builder = Timeline.builder("x");
        builder.thread("T").span(Span.open(0, ThreadState.BLOCKED)).span(9, 12, ThreadState.RUNNING);

        assertThatThrownBy(builder::build).hasMessageContaining("\"T\"");
    }

    @Test
    void builder_withoutDuration_lastsUntilTheLastThingKnown() {
        TimelineBuilder builder = Timeline.builder("x");
        builder.thread("T").span(0, 10, ThreadState.RUNNING);
        builder.thread("U").span(0, 5, ThreadState.RUNNING).ended(12);

        assertThat(builder.build().durationNanos()).isEqualTo(12);
    }

    /** A worker of a fork-join pool runs other tasks while one waits for its halves. */
    @Test
    void maxTasksAtOnce_ofTasksWithinAnotherOnOneWorker_countsTheWorkerOnce() {
        TimelineBuilder builder = Timeline.builder("forked").lasting(10 * MS);
        builder.thread("w1").span(0, 10 * MS, ThreadState.RUNNING);
        builder.thread("w2").span(0, 10 * MS, ThreadState.RUNNING);
        List<Task> tasks = List.of(
                new Task("all", 0, null, Moment.at(0), End.at(10 * MS), 1L),
                new Task("left", 0, null, Moment.at(2 * MS), End.at(6 * MS), 1L),
                new Task("right", 0, null, Moment.at(3 * MS), End.at(5 * MS), 2L));
        builder.pool(new Pool("p", "pool", List.of(1L, 2L), List.of(), tasks));

        assertThat(builder.build().maxTasksAtOnce("pool")).isEqualTo(2);
    }
}
