package weft.timeline.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is too narrow to be seen alone is merged, and nothing is lost. */
class MergerTest {

    private static final TimeScale SCALE = new TimeScale(0, 1_000, 0, 1_000);

    private static List<Merger.Run> runs(double narrow, long... edges) {
        Merger.Edges pieces = new Merger.Edges() {
            @Override
            public int size() {
                return edges.length / 2;
            }

            @Override
            public long start(int index) {
                return edges[2 * index];
            }

            @Override
            public long end(int index) {
                return edges[2 * index + 1];
            }
        };
        return Merger.runs(pieces, SCALE, narrow);
    }

    @Test
    void runs_widePieces_stayAlone() {
        assertThat(runs(2, 0, 10, 10, 20)).containsExactly(new Merger.Run(0, 10, 0, 0), new Merger.Run(10, 10, 1, 1));
    }

    @Test
    void runs_narrowNeighbours_areOneWithTheirCount() {
        List<Merger.Run> runs = runs(2, 100, 101, 101, 102, 102, 103, 200, 300);

        assertThat(runs).containsExactly(new Merger.Run(100, 3, 0, 2), new Merger.Run(200, 100, 3, 3));
        assertThat(runs.get(0).count()).isEqualTo(3);
    }

    @Test
    void runs_narrowPieceAlone_isWidenedToStayVisible() {
        assertThat(runs(2, 500, 500)).containsExactly(new Merger.Run(500, Merger.MIN_VISIBLE, 0, 0));
    }

    @Test
    void runs_narrowPiecesFarApart_stayAlone() {
        assertThat(runs(2, 100, 101, 110, 111)).hasSize(2);
    }

    @Test
    void runs_longRunOfNarrowPieces_isCutIntoCells() {
        long[] edges = new long[200];
        for (int i = 0; i < 100; i++) {
            edges[2 * i] = i;
            edges[2 * i + 1] = i + 1L;
        }

        List<Merger.Run> runs = runs(2, edges);

        assertThat(runs).hasSize(10);
        assertThat(runs.stream().mapToInt(Merger.Run::count).sum()).isEqualTo(100);
    }

    @Test
    void runs_piecesOutsideOfTheWindow_areLeftOut() {
        TimeScale window = new TimeScale(500, 600, 0, 100);
        Merger.Edges edges = new Merger.Edges() {
            @Override
            public int size() {
                return 3;
            }

            @Override
            public long start(int index) {
                return index * 300L;
            }

            @Override
            public long end(int index) {
                return index * 300L + 250;
            }
        };

        assertThat(Merger.runs(edges, window, 2))
                .containsExactly(new Merger.Run(0, 50, 1, 1), new Merger.Run(100, 1.5, 2, 2));
    }
}
