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
}
