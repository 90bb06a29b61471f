package weft.timeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is claimed in words, and from where on. */
class SentenceTest {

    private static final long MS = 1_000_000;

    private final TimelineBuilder builder =
            Timeline.builder("x").lasting(100 * MS).on(new Environment("test", 2, 0));

    private String sentence() {
        return builder.build().sentence();
    }

    private void contendedFor(long millis) {
        builder.thread("main").main().span(0, 100 * MS, ThreadState.JOINING);
        builder.thread("A").span(0, 100 * MS, ThreadState.RUNNING);
        builder.thread("B")
                .span(Span.of(0, millis * MS, ThreadState.BLOCKED).waitingFor("L"))
                .span(millis * MS, 100 * MS, ThreadState.SLEEPING);
        builder.resource("L", "lock", ResourceKind.MONITOR).held("L", 2, 0, 100 * MS);
    }

    @Test
    void sentence_halfOfTheRunContended_saysSerialised() {
        contendedFor(50);

        assertThat(sentence()).isEqualTo("Serialised by `lock`: one thread at a time for 50 % of the run.");
    }

    @Test
    void sentence_holderThatWaitsItself_serialisesNothing() {
        builder.lasting(100 * MS);
        builder.thread("A").span(0, 100 * MS, ThreadState.WAITING);
        builder.thread("B").span(Span.of(0, 90 * MS, ThreadState.BLOCKED).waitingFor("L"));
        builder.resource("L", "lock", ResourceKind.MONITOR).held("L", 1, 0, 100 * MS);

        assertThat(sentence()).doesNotContain("erialised").contains("somebody waited for `lock`");
    }

    @Test
    void sentence_processes_areNotCalledThreads() {
        builder.lasting(100 * MS);
        builder.lane(2, "P1", LaneKind.PROCESS).span(0, 100 * MS, ThreadState.RUNNING);
        builder.lane(3, "P2", LaneKind.PROCESS).span(0, 100 * MS, ThreadState.RUNNING);

        assertThat(sentence()).startsWith("In parallel: two or more processes ran at once");
    }

    @Test
    void sentence_lessThanHalfContended_doesNotSaySerialised() {
        contendedFor(49);

        assertThat(sentence()).doesNotContain("erialised").contains("For 49 % of the run somebody waited for `lock`.");
    }

    @Test
    void sentence_aTenthContended_isMentioned_lessIsNot() {
        contendedFor(9);

        assertThat(sentence()).doesNotContain("waited for");
    }

    @Test
    void sentence_contendedWhileTwoRun_isNotOneAtATime() {
        contendedFor(60);
        // A third user of the lock runs beside A for most of the time.
        builder.thread("C").span(0, 90 * MS, ThreadState.RUNNING);
        builder.held("L", 4, 99 * MS, 100 * MS);

        assertThat(sentence()).doesNotContain("erialised").startsWith("In parallel");
    }

    @Test
    void sentence_interpreterLock_isCalledTheGil() {
        builder.lane(1, "MainThread", LaneKind.PYTHON).main().span(0, 100 * MS, ThreadState.RUNNING);
        builder.lane(2, "T", LaneKind.PYTHON)
                .span(Span.of(0, 80 * MS, ThreadState.BLOCKED).waitingFor("g"));
        builder.resource("g", "GIL", ResourceKind.GIL).held("g", 1, 0, 100 * MS);

        assertThat(sentence()).isEqualTo("Serialised by the GIL: one thread at a time for 80 % of the run.");
    }

    @Test
    void sentence_gilGoesFromThreadToThread_countsHandOversAndGivesTheMedianHold() {
        builder.thread("A").span(0, 80 * MS, ThreadState.RUNNING);
        builder.thread("B").span(Span.of(0, 80 * MS, ThreadState.BLOCKED).waitingFor("g"));
        builder.resource("g", "GIL", ResourceKind.GIL)
                .held("g", 1, 0, 20 * MS)
                .held("g", 1, 20 * MS, 30 * MS)
                .held("g", 2, 30 * MS, 40 * MS)
                .held("g", 1, 40 * MS, 80 * MS);

        assertThat(sentence()).contains("of the run; 2 hand-overs, median hold 30 ms.");
    }

    @Test
    void sentence_twoRunForHalfOfTheRun_saysInParallel() {
        builder.thread("main").main().span(0, 50 * MS, ThreadState.RUNNING);
        builder.thread("A").span(0, 100 * MS, ThreadState.RUNNING);

        assertThat(sentence())
                .isEqualTo("In parallel: two or more threads ran at once for 50 % of the run, at most 2 at once.");
    }

    @Test
    void sentence_oneAfterAnother_saysSo() {
        builder.thread("main").main().span(0, 100 * MS, ThreadState.JOINING);
        builder.thread("A").started(0).ended(40 * MS).span(0, 40 * MS, ThreadState.RUNNING);
        builder.thread("B").started(41 * MS).ended(90 * MS).span(41 * MS, 90 * MS, ThreadState.RUNNING);

        assertThat(sentence()).isEqualTo("2 threads ran one after another; no two overlapped.");
    }

    @Test
    void sentence_mostlySleeping_saysSoWithTheNumberAtOnce() {
        builder.thread("main").main().span(0, 100 * MS, ThreadState.JOINING);
        builder.thread("A").span(0, 10 * MS, ThreadState.RUNNING).span(10 * MS, 90 * MS, ThreadState.SLEEPING);
        builder.thread("B").span(0, 10 * MS, ThreadState.RUNNING).span(10 * MS, 90 * MS, ThreadState.SLEEPING);

        assertThat(sentence()).isEqualTo("2 threads were mostly sleeping: 89 % of their time, up to 2 at once.");
    }

    @Test
    void sentence_openWaitThatIsNoDeadlock_isNamed() {
        builder.thread("main").main().span(0, 100 * MS, ThreadState.RUNNING);
        builder.thread("A").span(Span.open(10 * MS, ThreadState.WAITING).waitingFor("done"));
        builder.resource("done", "done", ResourceKind.LATCH);

        assertThat(sentence()).endsWith("A was still waiting (`done`) at the end.");
    }

    @Test
    void sentence_onlyMain_saysHowMuchItRan() {
        builder.thread("main").main().span(0, 30 * MS, ThreadState.RUNNING).span(30 * MS, 100 * MS, ThreadState.IO);

        assertThat(sentence()).isEqualTo("Only main was seen; it was running for 30 % of the run.");
    }

    @Test
    void sentence_nothingRecorded_saysSo() {
        assertThat(sentence()).isEqualTo("No thread was recorded.");
    }

    @Test
    void sentence_longPauses_areMentioned() {
        builder.thread("main").main().span(0, 100 * MS, ThreadState.RUNNING);
        builder.pause(new Pause(10 * MS, End.at(15 * MS), "GC"));

        assertThat(sentence()).endsWith("1 pause for garbage collection stopped every thread for 5 % of the run.");
    }
}
