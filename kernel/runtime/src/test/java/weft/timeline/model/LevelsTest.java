package weft.timeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Sets of times, and how many of them hold at once. */
class LevelsTest {

    private static Intervals times(long... edges) {
        List<Intervals.Piece> pieces = new java.util.ArrayList<>();
        for (int i = 0; i < edges.length; i += 2) {
            pieces.add(new Intervals.Piece(edges[i], edges[i + 1]));
        }
        return Intervals.of(pieces);
    }

    @Test
    void of_touchingAndUnorderedPieces_joinsThem() {
        assertThat(times(5, 9, 0, 3, 3, 5, 20, 20)).isEqualTo(times(0, 9));
    }

    @Test
    void and_ofTheDocumentedExample_isWhatBothHave() {
        assertThat(times(0, 5, 9, 17).and(times(3, 13))).isEqualTo(times(3, 5, 9, 13));
    }

    @Test
    void and_piecesThatOnlyTouch_isEmpty() {
        assertThat(times(0, 5).and(times(5, 9)).isEmpty()).isTrue();
    }

    @Test
    void levels_ofTwo_countBoth() {
        Levels levels = Levels.of(List.of(times(0, 8), times(4, 12)));

        assertThat(levels.steps())
                .containsExactly(new Levels.Step(0, 4, 1), new Levels.Step(4, 8, 2), new Levels.Step(8, 12, 1));
        assertThat(levels.peak()).isEqualTo(2);
        assertThat(levels.atLeast(1).totalNanos()).isEqualTo(12);
    }

    @Test
    void peakLasting_peakTooShort_isTheNextLevel() {
        Levels levels = Levels.of(List.of(times(0, 100), times(50, 100), times(98, 99)));

        assertThat(levels.peakLasting(1)).isEqualTo(3);
        assertThat(levels.peakLasting(2)).isEqualTo(2);
        assertThat(levels.peakLasting(51)).isEqualTo(1);
    }

    @Test
    void peakLasting_levelThatHoldsThroughAChangeOfHands_counts() {
        // Two at once from 0 to 10, though never the same two.
        Levels levels = Levels.of(List.of(times(0, 10), times(0, 5), times(5, 10)));

        assertThat(levels.peakLasting(10)).isEqualTo(2);
    }
}
