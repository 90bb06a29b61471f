package weft.timeline.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import weft.timeline.model.End;
import weft.timeline.model.HoldSpan;
import weft.timeline.model.LaneKind;
import weft.timeline.model.Link;
import weft.timeline.model.LinkKind;
import weft.timeline.model.MarkKind;
import weft.timeline.model.Moment;
import weft.timeline.model.Note;
import weft.timeline.model.Pool;
import weft.timeline.model.QueueStep;
import weft.timeline.model.ResourceKind;
import weft.timeline.model.Source;
import weft.timeline.model.Span;
import weft.timeline.model.Task;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;
import weft.timeline.model.TimelineBuilder;

/** Rows, their order, what is folded and what is noted. */
class LayoutTest {

    private static final long MS = 1_000_000;

    private final TimelineBuilder builder = Timeline.builder("x").lasting(100 * MS);

    private Panel panel(TimelineOptions options) {
        return Layout.of(builder.build(), options).panels().get(0);
    }

    private List<String> names(TimelineOptions options) {
        return panel(options).rows().stream().map(Row::name).toList();
    }

    private void threads(int count, LaneKind kind) {
        for (int i = 0; i < count; i++) {
            builder.lane(100 + i, "t" + i, kind).span(i * 1_000L, 90 * MS, ThreadState.SLEEPING);
        }
    }

    @Test
    void rows_ofThreads_haveMainFirstThenCreationThenLocks() {
        builder.thread("A").span(0, 90 * MS, ThreadState.RUNNING);
        builder.thread("main").main().span(0, 90 * MS, ThreadState.JOINING);
        builder.thread("B").span(0, 90 * MS, ThreadState.RUNNING);
        builder.resource("L", "lock", ResourceKind.LOCK).held("L", 1, 0, MS);

        assertThat(names(TimelineOptions.DEFAULTS)).containsExactly("main", "A", "B", "lock");
        assertThat(names(TimelineOptions.DEFAULTS.withLocks(false))).containsExactly("main", "A", "B");
    }

    @Test
    void rows_ofAPool_standBelowItsQueue() {
        builder.thread("main").main().span(0, 90 * MS, ThreadState.RUNNING);
        builder.thread("w1").span(0, 90 * MS, ThreadState.RUNNING);
        builder.thread("other").span(0, 90 * MS, ThreadState.RUNNING);
        builder.thread("w2").span(0, 90 * MS, ThreadState.RUNNING);
        Task task = new Task("t", 0, 1L, Moment.at(10 * MS), End.at(60 * MS), 4L);
        builder.pool(new Pool("p", "pool", List.of(2L, 4L), List.of(new QueueStep(0, 1)), List.of(task)));

        assertThat(names(TimelineOptions.DEFAULTS)).containsExactly("main", "pool", "w1", "w2", "other");
        Row.LaneRow worker =
                (Row.LaneRow) panel(TimelineOptions.DEFAULTS).rows().get(3);
        assertThat(worker.tasks()).hasSize(1);
    }

    @Test
    void rows_doNotOverlap_andFollowEachOther() {
        threads(30, LaneKind.PLATFORM);

        List<Row> rows = panel(TimelineOptions.DEFAULTS).rows();
        for (int i = 1; i < rows.size(); i++) {
            assertThat(rows.get(i).top()).isGreaterThanOrEqualTo(rows.get(i - 1).bottom());
        }
    }

    @Test
    void virtualThreads_few_haveLanes() {
        threads(RowPlan.MAX_VIRTUAL, LaneKind.VIRTUAL);

        assertThat(names(TimelineOptions.DEFAULTS)).hasSize(RowPlan.MAX_VIRTUAL);
    }

    @Test
    void virtualThreads_many_areOneBandWithTheirNumber() {
        threads(RowPlan.MAX_VIRTUAL + 1, LaneKind.VIRTUAL);

        Panel panel = panel(TimelineOptions.DEFAULTS);
        assertThat(panel.rows()).hasSize(1);
        Row.BandRow band = (Row.BandRow) panel.rows().get(0);
        assertThat(band.count()).isEqualTo(RowPlan.MAX_VIRTUAL + 1);
        assertThat(band.peak()).isEqualTo(RowPlan.MAX_VIRTUAL + 1);
        assertThat(band.layers()).extracting(Row.Layer::state).containsExactly(ThreadState.SLEEPING);
        assertThat(panel.notes()).anyMatch(note -> note.contains("25 virtual threads are folded"));
    }

    @Test
    void virtualThreads_inADeadlock_areNotFolded() {
        threads(50, LaneKind.VIRTUAL);
        builder.lane(1, "A", LaneKind.VIRTUAL)
                .span(Span.open(0, ThreadState.BLOCKED).waitingFor("y"));
        builder.lane(2, "B", LaneKind.VIRTUAL)
                .span(Span.open(0, ThreadState.BLOCKED).waitingFor("x"));
        builder.resource("x", "x", ResourceKind.LOCK).held("x", new HoldSpan(1, 0, End.stillOpen(), Source.EXACT));
        builder.resource("y", "y", ResourceKind.LOCK).held("y", new HoldSpan(2, 0, End.stillOpen(), Source.EXACT));

        assertThat(names(TimelineOptions.DEFAULTS)).startsWith("A", "B", "50 virtual");
        assertThat(panel(TimelineOptions.DEFAULTS).ring()).hasSize(2);
    }

    @Test
    void platformThreads_tooMany_areFoldedWithAWord() {
        threads(RowPlan.MAX_LANES + 30, LaneKind.PLATFORM);

        Panel panel = panel(TimelineOptions.DEFAULTS);
        assertThat(panel.rows()).hasSize(RowPlan.MAX_LANES + 1);
        assertThat(panel.notes()).anyMatch(note -> note.startsWith("30 threads after the first"));
    }

    @Test
    void threads_chosenByRegex_areNoted() {
        threads(12, LaneKind.PLATFORM);

        assertThat(names(TimelineOptions.DEFAULTS.withThreads("t1"))).containsExactly("t1", "t10", "t11");
        assertThat(panel(TimelineOptions.DEFAULTS.withThreads("t1")).notes())
                .contains("3 of 12 threads are drawn: those that match \"t1\".");
    }

    @Test
    void arrows_tooMany_areCappedAndCounted() {
        threads(2, LaneKind.PLATFORM);
        for (int i = 0; i < 80; i++) {
            builder.link(new Link(LinkKind.NOTIFY, 100, i * MS, 101, i * MS + 10_000, ""));
        }

        Panel panel = panel(TimelineOptions.DEFAULTS);
        assertThat(panel.arrows()).hasSize(Arrows.MAX_ARROWS);
        assertThat(panel.notes()).anyMatch(note -> note.startsWith("40 of 80 arrows are drawn"));
        assertThat(panel(TimelineOptions.DEFAULTS.withArrows(false)).arrows()).isEmpty();
    }

    /** Some rows farther down, such an arrow would cross a crowd of bars. */
    @Test
    void arrows_overManyOfManyRows_waitUntilTheReaderPointsAtTheirLane() {
        builder.thread("main").main().span(0, 90 * MS, ThreadState.RUNNING);
        for (int i = 1; i <= 60; i++) {
            builder.thread("t" + i).span(i * MS, 90 * MS, ThreadState.SLEEPING);
            builder.link(new Link(LinkKind.START, 1, i * MS, i + 1, i * MS, ""));
        }

        Panel panel = panel(TimelineOptions.DEFAULTS);
        assertThat(panel.arrows()).filteredOn(arrow -> !arrow.isOnDemand()).hasSize(8);
        assertThat(panel.notes()).anyMatch(note -> note.matches("32 arrows are left out, as they would cross.*"));
    }

    @Test
    void arrow_hasItsPlaceAtEachHeight() {
        Arrow down = new Arrow(LinkKind.START, 1, 2, 100, 0, 200, 106, false, "");
        Arrow up = new Arrow(LinkKind.JOIN, 2, 1, 100, 106, 200, 0, false, "");

        assertThat(down.xAt(0)).isCloseTo(100, within(0.2));
        assertThat(down.xAt(50)).isCloseTo(150, within(0.5));
        assertThat(down.xAt(100)).isCloseTo(200, within(0.2));
        assertThat(up.xAt(56)).isCloseTo(150, within(0.5));
        assertThat(up.xAt(106)).isCloseTo(100, within(0.2));
    }

    @Test
    void row_withTheWordsOfAMark_isHigherByThem() {
        builder.thread("A").span(0, 50 * MS, ThreadState.RUNNING).mark(5 * MS, MarkKind.USER, "begun");
        builder.thread("B").span(0, 50 * MS, ThreadState.RUNNING).mark(5 * MS, MarkKind.PRINT, "said");

        List<Row> rows = panel(TimelineOptions.DEFAULTS).rows();
        assertThat(rows.get(0).height()).isGreaterThan(rows.get(1).height());
    }

    @Test
    void ring_ofOneThread_isALoop() {
        builder.thread("main").main().span(Span.open(0, ThreadState.JOINING).heldBy(1));

        assertThat(panel(TimelineOptions.DEFAULTS).ring())
                .singleElement()
                .satisfies(arrow -> assertThat(arrow.toY() - arrow.fromY()).isGreaterThan(8));
    }

    @Test
    void zoom_toAPart_drawsOnlyThatAndSaysSo() {
        builder.thread("A").span(0, 50 * MS, ThreadState.RUNNING).span(50 * MS, 90 * MS, ThreadState.SLEEPING);

        Picture picture = Layout.of(builder.build(), TimelineOptions.DEFAULTS.withZoom(Zoom.parse("10ms..40ms")));
        Row.LaneRow row = (Row.LaneRow) picture.panels().get(0).rows().get(0);
        assertThat(row.spans()).hasSize(1);
        assertThat(row.spans().get(0).x())
                .isEqualTo(picture.panels().get(0).scale().left());
        assertThat(picture.notes()).contains("Zoomed to 10 ms … 40 ms of 100 ms.");
    }

    @Test
    void zoom_behindTheEnd_drawsAllAndSaysWhy() {
        builder.thread("A").span(0, 50 * MS, ThreadState.RUNNING);

        Picture picture = Layout.of(builder.build(), TimelineOptions.DEFAULTS.withZoom(Zoom.parse("5s..6s")));

        assertThat(picture.panels().get(0).scale().endNanos()).isEqualTo(100 * MS);
        assertThat(picture.notes())
                .containsExactly("All is drawn: it ends after 100 ms, before the part 5 s … 6 s begins.");
    }

    @Test
    void zoom_thatIsNone_saysTheForm() {
        assertThatThrownBy(() -> Zoom.parse("10..40"))
                .hasMessageContaining("\"10..40\"")
                .hasMessageContaining("10ms..40ms");
        assertThatThrownBy(() -> Zoom.parse("40ms..10ms")).hasMessageContaining("10ms..40ms");
    }

    @Test
    void notes_ofACompare_sayOfWhichRunTheySpeak_unlessOfAll() {
        Timeline slow = noted("slow", "one event was folded", "the clock is coarse");
        Timeline fast = noted("fast", "the clock is coarse");

        assertThat(Layout.compare(List.of(slow, fast), TimelineOptions.DEFAULTS).notes())
                .containsExactly("slow: one event was folded", "the clock is coarse");
        assertThat(Layout.of(slow, TimelineOptions.DEFAULTS).notes())
                .containsExactly("one event was folded", "the clock is coarse");
    }

    private static Timeline noted(String title, String... notes) {
        TimelineBuilder builder = Timeline.builder(title).lasting(1_000_000);
        builder.thread("main").main().span(0, 1_000_000, ThreadState.RUNNING);
        for (String note : notes) {
            builder.note(Note.Kind.INFO, note);
        }
        return builder.build();
    }

    @Test
    void compare_ofTwo_hasOneScale() {
        builder.thread("A").span(0, 50 * MS, ThreadState.RUNNING);
        Timeline longer = builder.build();
        TimelineBuilder other = Timeline.builder("y").lasting(10 * MS);
        other.thread("B").span(0, 10 * MS, ThreadState.RUNNING);

        Picture picture = Layout.compare(List.of(longer, other.build()), TimelineOptions.DEFAULTS);
        assertThat(picture.panels()).hasSize(2);
        assertThat(picture.panels().get(0).scale())
                .isEqualTo(picture.panels().get(1).scale());
        assertThat(picture.panels().get(1).top())
                .isGreaterThan(picture.panels().get(0).rowsBottom());
        assertThat(picture.description()).contains("x (100 ms)", "y (10 ms)");
    }

    @Test
    void marks_nearEachOther_areOneWithACount() {
        builder.thread("A")
                .span(0, 90 * MS, ThreadState.RUNNING)
                .mark(10 * MS, MarkKind.PRINT, "a")
                .mark(10 * MS + 1_000, MarkKind.PRINT, "b")
                .mark(10 * MS + 2_000, MarkKind.PRINT, "c")
                .mark(50 * MS, MarkKind.PRINT, "d");

        Row.LaneRow row = (Row.LaneRow) panel(TimelineOptions.DEFAULTS).rows().get(0);
        assertThat(row.marks()).extracting(MarkBox::count).containsExactly(3, 1);
        assertThat(row.marks().get(0).tooltip()).isEqualTo("3 × print; the first: print \"a\" at 10 ms");
    }

    @Test
    void lock_heldWhileOthersWait_isCutWhereTheWaitingBegins() {
        builder.thread("A").span(0, 90 * MS, ThreadState.RUNNING);
        builder.thread("B").span(Span.of(40 * MS, 60 * MS, ThreadState.BLOCKED).waitingFor("L"));
        builder.resource("L", "lock", ResourceKind.LOCK)
                .held("L", 1, 10 * MS, 60 * MS)
                .held("L", 2, 60 * MS, 80 * MS);

        Row.LockRow row = (Row.LockRow) panel(TimelineOptions.DEFAULTS).rows().get(2);
        assertThat(row.holds())
                .extracting(HoldBox::use)
                .containsExactly(HoldBox.Use.HELD, HoldBox.Use.CONTENDED, HoldBox.Use.HELD);
        assertThat(row.holds().get(1).label()).isEqualTo("A · 1 waiting");
    }

    @Test
    void pictures_ofNothing_areRefused() {
        assertThatThrownBy(() -> Layout.compare(List.of(), TimelineOptions.DEFAULTS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void picture_ofEmptyTimeline_hasAxisAndSentence() {
        Picture picture = Layout.of(Timeline.builder("nothing").build(), TimelineOptions.DEFAULTS);

        assertThat(picture.description()).isEqualTo("No thread was recorded.");
        assertThat(picture.height()).isPositive();
    }
}
