package weft.magic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import weft.timeline.model.Timeline;

class ComparisonsTest {

    private final Comparisons comparisons = new Comparisons();

    private static Timeline timeline(String title) {
        return Timeline.builder(title).build();
    }

    @Test
    void add_returnsAllRunsOfTheComparison_andOfNoOther() {
        comparisons.add("speed", "serial", timeline("serial"));
        comparisons.add("locks", "one", timeline("one"));

        assertThat(comparisons.add("speed", "threaded", timeline("threaded")).all())
                .extracting(Timeline::title)
                .containsExactly("serial", "threaded");
    }

    @Test
    void add_sameRunAgain_takesItsPlace() {
        comparisons.add("speed", "serial", timeline("serial, first try"));
        comparisons.add("speed", "threaded", timeline("threaded"));

        assertThat(comparisons.add("speed", "serial", timeline("serial")).all())
                .extracting(Timeline::title)
                .containsExactly("serial", "threaded");
    }

    @Test
    void add_tooManyRuns_dropsTheOldest_andTellsIt() {
        for (int i = 0; i < 8; i++) {
            comparisons.add("speed", "run " + i, timeline("run " + i));
        }

        Comparisons.Runs runs = comparisons.add("speed", "run 8", timeline("run 8"));

        assertThat(runs.all()).extracting(Timeline::title).hasSize(8).doesNotContain("run 0");
        assertThat(runs.dropped()).get().extracting(Timeline::title).isEqualTo("run 0");
    }

    @Test
    void forget_beginsAnew() {
        comparisons.add("speed", "serial", timeline("serial"));

        comparisons.forget("speed");

        assertThat(comparisons.add("speed", "threaded", timeline("threaded")).all())
                .hasSize(1);
    }
}
