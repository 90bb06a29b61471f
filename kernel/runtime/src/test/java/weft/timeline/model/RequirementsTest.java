package weft.timeline.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Failed requirements teach: they say what was seen and what would help. */
class RequirementsTest {

    private static final long MS = 1_000_000;

    private static Timeline timeline() {
        TimelineBuilder builder = Timeline.builder("x").lasting(100 * MS).on(new Environment("test", 2, 0));
        builder.thread("A").started(0).ended(40 * MS).span(0, 40 * MS, ThreadState.RUNNING);
        builder.thread("B").started(50 * MS).ended(90 * MS).span(50 * MS, 90 * MS, ThreadState.RUNNING);
        builder.thread("C").started(0).ended(90 * MS).span(0, 90 * MS, ThreadState.RUNNING);
        builder.resource("L", "lock", ResourceKind.MONITOR)
                .held("L", 1, 0, 30 * MS)
                .held("L", 3, 20 * MS, 25 * MS);
        return builder.build();
    }

    @Test
    void require_whatHolds_passes() {
        timeline()
                .require()
                .overlap("A", "C")
                .before("A", "B")
                .noOverlap("A", "B", ThreadState.RUNNING)
                .parallelismAtMost(2)
                .parallelismAtLeast(2)
                .noDeadlock();
    }

    @Test
    void overlap_ofThreadsOneAfterAnother_saysWhenTheyLived() {
        assertThatThrownBy(() -> timeline().require().overlap("A", "B"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("\"A\" and \"B\" never overlap: A lived from 0 ns to 40 ms, B lived from 50 ms to 90 ms."
                        + " Start both before you join the first.");
    }

    @Test
    void noOverlap_ofTwoThatRun_saysForHowLong() {
        assertThatThrownBy(() -> timeline().require().noOverlap("A", "C", ThreadState.RUNNING))
                .hasMessageContaining("both running for 40 ms")
                .hasMessageContaining("lock");
    }

    @Test
    void exclusive_lockHeldByTwo_saysWhen() {
        assertThatThrownBy(() -> timeline().require().exclusive("lock"))
                .hasMessageContaining("held by two threads at once, first at 20 ms");
    }

    @Test
    void parallelism_outsideOfItsLimits_saysWhatWasSeen() {
        assertThatThrownBy(() -> timeline().require().parallelismAtMost(1))
                .hasMessageContaining("2 threads ran at once");
        assertThatThrownBy(() -> timeline().require().parallelismAtLeast(3))
                .hasMessageContaining("At most 2 ran at once")
                .hasMessageContaining("2 cores");
    }

    @Test
    void before_wrongOrder_namesBothLives() {
        assertThatThrownBy(() -> timeline().require().before("B", "A")).hasMessageContaining("B lived from 50 ms");
    }

    @Test
    void deadlock_whereNoneIs_saysWhatHappenedInstead() {
        assertThatThrownBy(() -> timeline().require().deadlock()).hasMessageStartingWith("No deadlock: In parallel");
    }

    @Test
    void waited_whoNeverDid_saysHowLongItHeld() {
        assertThatThrownBy(() -> timeline().require().waited("A", "lock")).hasMessageContaining("it had it for 30 ms");
    }
}
