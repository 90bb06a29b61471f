package weft.timeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import weft.timeline.model.End;
import weft.timeline.model.Pause;
import weft.timeline.model.Source;
import weft.timeline.model.ThreadState;

class PieceTest {

    private static Piece piece(long start, long end, ThreadState state) {
        return new Piece(start, end, state, Source.EXACT, null, null, "");
    }

    private static List<String> shown(List<Piece> pieces) {
        return pieces.stream()
                .map(p -> p.startNanos() + "-" + (p.endNanos() == Event.OPEN ? "" : p.endNanos()) + " "
                        + p.state().letter())
                .toList();
    }

    @Test
    void flattened_callInACall_leavesTheInnerOne() {
        List<Piece> row = Piece.flattened(List.of(
                piece(0, 100, ThreadState.WAITING),
                piece(20, 40, ThreadState.BLOCKED),
                piece(30, 35, ThreadState.SLEEPING),
                piece(120, Event.OPEN, ThreadState.JOINING)));

        assertThat(shown(row)).containsExactly("0-20 W", "20-30 B", "30-35 S", "35-40 B", "40-100 W", "120- J");
    }

    @Test
    void filled_gaps_getWhatOthersSaw() {
        List<Piece> row = List.of(piece(20, 40, ThreadState.BLOCKED), piece(60, 80, ThreadState.SLEEPING));

        List<Piece> filled = Piece.filled(row, List.of(piece(0, Event.OPEN, ThreadState.RUNNING)));

        assertThat(shown(filled)).containsExactly("0-20 R", "20-40 B", "40-60 R", "60-80 S", "80- R");
    }

    @Test
    void within_frames_leavesWhatLiesInThem() {
        List<Piece> frames = List.of(
                piece(10, 20, ThreadState.RUNNING),
                piece(20, 30, ThreadState.WAITING),
                piece(50, Event.OPEN, ThreadState.RUNNING));

        List<Piece> parts = Piece.within(
                frames,
                List.of(
                        piece(0, 25, ThreadState.SLEEPING),
                        piece(25, 60, ThreadState.IO),
                        piece(60, Event.OPEN, ThreadState.PARKED)));

        assertThat(shown(parts)).containsExactly("10-25 S", "25-30 I", "50-60 I", "60- P");
    }

    /** The same wait seen twice, with edges a little apart, is one wait. */
    @Test
    void filled_waitThatIsKnown_isNotToldTwice() {
        List<Piece> row = List.of(piece(20, 80, ThreadState.BLOCKED));

        List<Piece> filled = Piece.filled(row, List.of(piece(15, 85, ThreadState.PARKED)));

        assertThat(shown(filled)).containsExactly("20-80 B");
    }

    @Test
    void stopped_whileEveryThreadIs_runsNothingThatWasOnlySampled() {
        Piece sampled = new Piece(0, 100, ThreadState.RUNNING, Source.SAMPLED, null, null, "");
        List<Pause> pauses = List.of(new Pause(20, End.at(30), "GC"), new Pause(90, End.at(120), "GC"));

        assertThat(shown(Piece.stopped(List.of(sampled, piece(100, 200, ThreadState.SLEEPING)), pauses)))
                .containsExactly("0-20 R", "20-30 C", "30-90 R", "90-100 C", "100-200 S");
        assertThat(shown(Piece.stopped(List.of(piece(0, 100, ThreadState.RUNNING)), pauses)))
                .containsExactly("0-100 R");
    }
}
