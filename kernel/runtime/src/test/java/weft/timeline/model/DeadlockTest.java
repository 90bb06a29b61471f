package weft.timeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rings of threads that wait for each other when the recording ends. */
class DeadlockTest {

    private final TimelineBuilder builder = Timeline.builder("ring").lasting(1_000);

    private void openHold(String id, long lane) {
        builder.resource(id, id, ResourceKind.LOCK).held(id, new HoldSpan(lane, 0, End.stillOpen(), Source.EXACT));
    }

    private void waits(String name, String resource) {
        builder.thread(name).span(Span.open(10, ThreadState.BLOCKED).waitingFor(resource));
    }

    @Test
    void deadlock_ofThree_isNamedInOrder() {
        waits("A", "y");
        waits("B", "z");
        waits("C", "x");
        openHold("x", 1);
        openHold("y", 2);
        openHold("z", 3);

        assertThat(builder.build().deadlock().map(Deadlock::sentence))
                .hasValue("A waits for `y`, held by B; B waits for `z`, held by C; C waits for `x`, held by A");
    }

    @Test
    void deadlock_whoMerelyWaitsForTheRing_isNotPartOfIt() {
        builder.thread("main").main().span(Span.open(10, ThreadState.JOINING).heldBy(2));
        waits("A", "y");
        waits("B", "x");
        openHold("x", 2);
        openHold("y", 3);

        Deadlock deadlock = builder.build().deadlock().orElseThrow();
        assertThat(deadlock.edges()).extracting(edge -> edge.waiter().name()).containsExactly("A", "B");
    }

    @Test
    void deadlock_twoThatJoinEachOther_isFound() {
        builder.thread("A").span(Span.open(10, ThreadState.JOINING).heldBy(2));
        builder.thread("B").span(Span.open(10, ThreadState.JOINING).heldBy(1));

        assertThat(builder.build().deadlock().map(Deadlock::sentence))
                .hasValue("A waits for B to end; B waits for A to end");
    }

    @Test
    void deadlock_waitThatEnded_isNone() {
        builder.thread("A").span(Span.of(10, 900, ThreadState.BLOCKED).waitingFor("y"));
        waits("B", "x");
        openHold("x", 1);
        openHold("y", 2);

        assertThat(builder.build().deadlock()).isEmpty();
    }

    @Test
    void deadlock_waitingToBeTold_isNotBlockedByTheHolderOfTheMonitor() {
        builder.thread("A").span(Span.open(10, ThreadState.WAITING).waitingFor("x"));
        builder.thread("B").span(Span.open(10, ThreadState.JOINING).heldBy(1));
        openHold("x", 2);

        assertThat(builder.build().deadlock()).isEmpty();
    }

    @Test
    void deadlock_ofVirtualThreads_isFoundToo() {
        builder.lane(1, "v1", LaneKind.VIRTUAL)
                .span(Span.open(10, ThreadState.BLOCKED).waitingFor("y"));
        builder.lane(2, "v2", LaneKind.VIRTUAL)
                .span(Span.open(10, ThreadState.BLOCKED).waitingFor("x"));
        openHold("x", 1);
        openHold("y", 2);

        assertThat(builder.build().deadlock()).isPresent();
    }

    @Test
    void deadlock_whereOneOfSeveralHoldersCanGoOn_isNone() {
        builder.resource("two", "two", ResourceKind.SEMAPHORE)
                .held("two", new HoldSpan(1, 0, End.stillOpen(), Source.EXACT))
                .held("two", new HoldSpan(3, 0, End.stillOpen(), Source.EXACT));
        waits("A", "x");
        waits("B", "two");
        openHold("x", 2);
        builder.thread("C").span(0, 1_000, ThreadState.RUNNING);

        Timeline timeline = builder.build();
        assertThat(timeline.deadlock()).isEmpty();
        assertThat(timeline.stuck()).isEmpty();
    }

    @Test
    void deadlock_ofAllHolders_namesTheFirst() {
        builder.resource("two", "two", ResourceKind.SEMAPHORE)
                .held("two", new HoldSpan(1, 0, End.stillOpen(), Source.EXACT))
                .held("two", new HoldSpan(2, 0, End.stillOpen(), Source.EXACT));
        waits("A", "x");
        waits("B", "two");
        openHold("x", 2);

        assertThat(builder.build().deadlock().map(Deadlock::sentence))
                .hasValue("A waits for `x`, held by B; B waits for `two`, held by A");
    }

    @Test
    void deadlock_permitForAThreadThatHasAnother_mayComeFromAnybody() {
        builder.resource("s", "s", ResourceKind.SEMAPHORE).held("s", new HoldSpan(1, 0, End.stillOpen(), Source.EXACT));
        waits("A", "s");
        builder.thread("main").main().span(Span.open(10, ThreadState.JOINING).heldBy(1));

        assertThat(builder.build().stuck()).isEmpty();
    }

    @Test
    void deadlock_waitWithALimit_endsByItself() {
        builder.thread("main").main().span(Span.open(10, ThreadState.JOINING).heldBy(2));
        waits("A", "y");
        builder.thread("B")
                .span(Span.open(10, ThreadState.BLOCKED).waitingFor("x").limited());
        openHold("x", 2);
        openHold("y", 3);

        Timeline timeline = builder.build();
        assertThat(timeline.deadlock()).isEmpty();
        assertThat(timeline.stuck()).isEmpty();
    }

    @Test
    void deadlock_ofOneThread_isToldToo() {
        builder.thread("main").main().span(Span.open(10, ThreadState.JOINING).heldBy(1));
        assertThat(builder.build().deadlock().map(Deadlock::sentence)).hasValue("main waits for its own end");

        waits("A", "w");
        openHold("w", 2);
        assertThat(builder.build().inRings()).hasSize(2);
    }

    @Test
    void deadlock_ofResults_isToldAsSuch() {
        builder.thread("A").span(Span.open(10, ThreadState.WAITING).heldBy(2));
        builder.thread("B").span(Span.open(10, ThreadState.JOINING).heldBy(1));

        assertThat(builder.build().deadlock().map(Deadlock::sentence))
                .hasValue("A waits for a result from B; B waits for A to end");
    }

    @Test
    void deadlock_ofAThreadThatReadsAndWantsToWrite_isWithItself() {
        builder.resource("w", "lock.writeLock()", ResourceKind.WRITE_LOCK);
        builder.thread("A")
                .span(Span.open(10, ThreadState.BLOCKED).waitingFor("w").heldBy(1));

        assertThat(builder.build().deadlock().map(Deadlock::sentence))
                .hasValue("A waits for `lock.writeLock()`, and keeps itself out");
    }

    @Test
    void deadlock_readersDoNotKeepReadersOut() {
        builder.resource("r", "r", ResourceKind.READ_LOCK).held("r", new HoldSpan(2, 0, End.stillOpen(), Source.EXACT));
        waits("A", "r");
        builder.thread("B").span(Span.open(10, ThreadState.JOINING).heldBy(1));

        assertThat(builder.build().stuck()).isEmpty();
    }
}
