package weft.timeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import weft.timeline.model.End;
import weft.timeline.model.Note;
import weft.timeline.model.Source;
import weft.timeline.model.Span;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;
import weft.timeline.model.TimelineBuilder;

class RecordingNotesTest {

    private static final long MS = 1_000_000;

    private final RecordingNotes notes = new RecordingNotes(RecordingOptions.of("x"));

    private void draw(long millis, Source source) {
        notes.drawn(new Span(0, End.at(millis * MS), ThreadState.WAITING, source, null, null, ""), 10_000 * MS);
    }

    private List<Note> lookedAtEvery(long millis) {
        TimelineBuilder builder = Timeline.builder("x");
        Evidence seen = new Evidence(List.of(), List.of(), List.of(), List.of(), new Evidence.Looks(millis * MS, 0));
        notes.build(builder, List.of(), List.of(), List.of(seen));
        return builder.build().notes();
    }

    @Test
    void sampledFor25Milliseconds_atCoarseLooks_isNoted() {
        draw(25, Source.SAMPLED);
        draw(100, Source.EXACT);

        assertThat(lookedAtEvery(12))
                .extracting(Note::text)
                .containsExactly("Sampled states were looked at every 12 ms: their edges are as coarse.");
    }

    @Test
    void sampledForLess_orForAShareThatNobodySees_isNotNoted() {
        draw(24, Source.SAMPLED);
        draw(100, Source.EXACT);
        assertThat(lookedAtEvery(12)).isEmpty();

        draw(6, Source.SAMPLED);
        draw(5_000, Source.INFERRED);
        assertThat(lookedAtEvery(12)).isEmpty();
    }

    @Test
    void looksThatAreClose_areNotNoted() {
        draw(100, Source.SAMPLED);

        assertThat(lookedAtEvery(2)).isEmpty();
    }
}
