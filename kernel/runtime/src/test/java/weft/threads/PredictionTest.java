package weft.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weft.threads.Threads.check;
import static weft.threads.Threads.predict;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import weft.timeline.model.Timeline;

class PredictionTest {

    @Test
    void compare_rightChoiceByLetter_saysSo() {
        Prediction prediction =
                predict("Does it lose?", "always", "sometimes", "never").choose("b");

        prediction.compare("sometimes");

        assertThat(prediction.isRight()).isTrue();
        assertThat(prediction.toString()).isEqualTo("""
                Does it lose?
                  A: always
                  B: sometimes
                  C: never
                ✔ You said sometimes, and so it was.""");
    }

    @Test
    void compare_otherOutcome_asksWhy() {
        Prediction prediction = predict("How many?", "1", "2").choose("2").compare(1);

        assertThat(prediction.isRight()).isFalse();
        assertThat(prediction.toString()).contains("You said 2; the run showed 1. What explains the difference?");
    }

    @Test
    void compare_noChoice_showsTheOutcomeAlone() {
        assertThat(predict("Who wins?", "A", "B").compare("B").toString()).contains("You had made no prediction.");
    }

    @Test
    void choose_afterTheRun_isRefused() {
        Prediction prediction = predict("First?", "x", "y").compare("x");

        assertThatThrownBy(() -> prediction.choose("x")).isInstanceOf(IllegalStateException.class);
        assertThat(prediction.chosen()).isEmpty();
    }

    @Test
    void choose_unknown_isRefusedNamingTheChoices() {
        assertThatThrownBy(() -> predict("Which?", "x", "y").choose("z"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"z\"")
                .hasMessageContaining("A: x, B: y");
    }

    @Test
    void choose_textThatIsAlsoALetter_meansTheText() {
        assertThat(predict("Swapped?", "B", "A").choose("A").chosen()).contains("A");
    }

    @Test
    void all_sameQuestionTwice_countsTheNewest() {
        predict("Asked twice?", "old", "new").choose("old");
        predict("Asked twice?", "old", "new").choose("new").compare("new");

        Table table = Prediction.all();

        assertThat(table.rows())
                .filteredOn(row -> row.get(0).equals("Asked twice?"))
                .hasSize(1);
    }

    @Test
    void toDisplay_markupInQuestion_isEscaped() {
        assertThat(predict("Is List<int> legal?", "yes", "no")
                        .toDisplay()
                        .data()
                        .get("text/html"))
                .contains("List&lt;int&gt;")
                .contains("B: no");
    }

    @Test
    void check_valueByNumber_holdsAcrossNumberTypes() {
        assertThat(check("the counter is 4000", new AtomicLong(4000), 4000).toString())
                .isEqualTo("✔ the counter is 4000");
    }

    @Test
    void check_lostUpdates_saysHowManyAndWhy() {
        assertThatThrownBy(() -> check("the counter is 4000", 3127, 4000, "guard read and write by one lock"))
                .isInstanceOf(CheckFailed.class)
                .hasMessageContaining("expected \"4000\", got \"3127\"; 873 missing")
                .hasMessageContaining("Hint: guard read and write by one lock");
    }

    @Test
    void check_tooMany_saysSo() {
        assertThatThrownBy(() -> check("freed once", 2, 1)).hasMessageContaining("1 too many");
    }

    @Test
    void check_evidenceAgainst_failsWithIt() {
        assertThatThrownBy(() -> check("they never overlap", () -> Optional.of("both ran from 3 to 5 ms")))
                .isInstanceOf(CheckFailed.class)
                .hasMessage("✘ they never overlap: both ran from 3 to 5 ms");
    }

    @Test
    void check_outcomesNotRun_doNotPass() {
        assertThatThrownBy(() -> check("all right", Outcomes.expecting().acceptable(1, "one")))
                .hasMessageContaining("nothing was run yet");
    }

    @Test
    void outcomes_unlisted_isForbidden() {
        Outcomes outcomes = Outcomes.expecting().acceptable("2", "both").run(3, () -> "1");

        assertThat(outcomes.count(Verdict.FORBIDDEN)).isEqualTo(3);
        assertThat(outcomes.toString()).isEqualTo("""
                outcome  times  share  verdict     meaning
                -------  -----  -----  ----------  ---------------
                      2      0    0 %  acceptable  both
                      1      3  100 %  forbidden   not on the list
                3 runs""");
    }

    @Test
    void table_rowOfOtherWidth_isRefused() {
        assertThatThrownBy(() -> Table.of("", "a", "b").row(1)).hasMessageContaining("1 cells");
    }

    @Test
    void table_html_hasHeadingsAndEscapes() {
        assertThat(Table.of("T & U", "name", "n").row("<x>", 3).toHtml())
                .contains("T &amp; U</caption>")
                .contains("<th scope=\"col\"")
                .contains("&lt;x&gt;")
                .contains("text-align:right\">3<");
    }

    @Test
    void check_timelineThatShowsIt_holdsElseSaysWhatWasSeen() {
        Timeline timeline = Timeline.record(() -> {
            Thread alone = Threads.start("alone", () -> {});
            Threads.join(alone);
        });

        assertThat(Threads.check("nobody is stuck", timeline, it -> it.noDeadlock()))
                .hasToString("✔ nobody is stuck");
        assertThatThrownBy(() -> Threads.check("stuck", timeline, it -> it.deadlock()))
                .isInstanceOf(CheckFailed.class)
                .hasMessageStartingWith("✘ stuck: ");
    }
}
