package weft.timeline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A recording written down and read back is the same recording. */
class CaptureTest {

    private static final String HAND_WRITTEN = """
            weft-timeline 1
            # Times may have units.
            title "Two threads, one \\"lock\\""
            duration 10ms
            environment "OpenJDK 25.0.3" cores 2 carriers 2 seen 1
            thread 1 "main" platform main started 0
             running 0 1ms
             joining 1ms 9ms holder 2
            thread 2 "A b" virtual created 0.5ms started 1ms ended 9ms
             blocked 1000us 4ms for "L 1" holder 1
             running 4ms .. source sampled say "Counter.java:12"
             ! 5ms print "hello\\nthere"
            resource "L 1" read-lock "account.lock"
             held 1 0 4000001
             held 2 4000001 .. source inferred
            pool p1 "pool" workers 2
             queue 0 3
             task "t1" submitted 0 by 1 started 1ms ended 2ms on 2
             task "t2" submitted 7
            link start 1 1ms 2 1ms "new Thread"
            pause 2ms 3ms "GC (young)"
            note folded "1,200 events are not drawn one by one"
            """;

    @Test
    void read_handWritten_hasEveryPart() {
        Timeline timeline = CaptureReader.read(HAND_WRITTEN);

        assertThat(timeline.title()).isEqualTo("Two threads, one \"lock\"");
        assertThat(timeline.durationNanos()).isEqualTo(10_000_000);
        assertThat(timeline.environment()).isEqualTo(new Environment("OpenJDK 25.0.3", 2, 2, 1));
        Lane lane = timeline.lane("A b");
        assertThat(lane.kind()).isEqualTo(LaneKind.VIRTUAL);
        assertThat(lane.created()).isEqualTo(Moment.at(500_000));
        assertThat(lane.spans())
                .containsExactly(
                        Span.of(1_000_000, 4_000_000, ThreadState.BLOCKED)
                                .waitingFor("L 1")
                                .heldBy(1),
                        Span.open(4_000_000, ThreadState.RUNNING)
                                .from(Source.SAMPLED)
                                .saying("Counter.java:12"));
        assertThat(lane.marks()).containsExactly(new Mark(5_000_000, MarkKind.PRINT, "hello\nthere"));
        assertThat(timeline.resource("account.lock").holds())
                .containsExactly(
                        new HoldSpan(1, 0, End.at(4_000_001), Source.EXACT),
                        new HoldSpan(2, 4_000_001, End.stillOpen(), Source.INFERRED));
        assertThat(timeline.pools())
                .containsExactly(new Pool(
                        "p1",
                        "pool",
                        List.of(2L),
                        List.of(new QueueStep(0, 3)),
                        List.of(
                                new Task("t1", 0, 1L, Moment.at(1_000_000), End.at(2_000_000), 2L),
                                new Task("t2", 7, null, Moment.unknown(), End.stillOpen(), null))));
        assertThat(timeline.links())
                .containsExactly(new Link(LinkKind.START, 1, 1_000_000, 2, 1_000_000, "new Thread"));
        assertThat(timeline.pauses()).containsExactly(new Pause(2_000_000, End.at(3_000_000), "GC (young)"));
        assertThat(timeline.notes())
                .containsExactly(new Note(Note.Kind.FOLDED, "1,200 events are not drawn one by one"));
    }

    @Test
    void read_whatWasWritten_isEqual() {
        Timeline timeline = CaptureReader.read(HAND_WRITTEN);

        assertThat(CaptureReader.read(CaptureWriter.write(timeline))).isEqualTo(timeline);
    }

    @Test
    void write_twice_givesTheSameText() {
        String once = CaptureWriter.write(CaptureReader.read(HAND_WRITTEN));

        assertThat(CaptureWriter.write(CaptureReader.read(once))).isEqualTo(once);
    }

    @Test
    void read_otherFile_saysWhatItShouldBe() {
        assertThatThrownBy(() -> CaptureReader.read("{}"))
                .hasMessageContaining("weft-timeline 1")
                .hasMessageContaining("\"{}\"");
    }

    @Test
    void read_unknownState_namesLineAndChoices() {
        String text = HAND_WRITTEN.replace(" running 0 1ms", " flying 0 1ms");

        assertThatThrownBy(() -> CaptureReader.read(text))
                .hasMessageContaining("Line 7")
                .hasMessageContaining("\"flying\"")
                .hasMessageContaining("running, ready, blocked");
    }

    @Test
    void read_spanThatEndsBeforeItStarts_namesLine() {
        String text = HAND_WRITTEN.replace(" running 0 1ms", " running 2ms 1ms");

        assertThatThrownBy(() -> CaptureReader.read(text)).hasMessageContaining("Line 7");
    }

    @Test
    void read_wrongTime_namesLineAndForm() {
        String text = HAND_WRITTEN.replace("pause 2ms", "pause soon");

        assertThatThrownBy(() -> CaptureReader.read(text)).hasMessageContaining("\"soon\" is not a time");
    }
}
