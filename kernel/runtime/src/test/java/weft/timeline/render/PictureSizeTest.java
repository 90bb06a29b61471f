package weft.timeline.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weft.timeline.layout.Layout;
import weft.timeline.layout.MarkBox;
import weft.timeline.layout.Picture;
import weft.timeline.layout.Row;
import weft.timeline.layout.SpanBox;
import weft.timeline.layout.TaskBox;
import weft.timeline.layout.TimelineOptions;
import weft.timeline.model.Timeline;
import weft.wire.MimeBundle;

/** A picture stays small, and what it folds it counts. */
class PictureSizeTest {

    private static final int MOST_BYTES = 200_000;

    /** All forms together, as a client keeps them. */
    private static MimeBundle small(Picture picture) {
        MimeBundle forms = PictureForms.all(picture, "weft-12345678");
        int json = 0;
        for (Map<String, String> part : List.of(forms.data(), forms.metadata())) {
            for (Map.Entry<String, String> form : part.entrySet()) {
                json += bytes(Json.quote(form.getKey()) + ": " + Json.quote(form.getValue()) + ", ");
            }
        }
        assertThat(json).isLessThan(MOST_BYTES);
        assertThat(json).isLessThanOrEqualTo(PictureForms.size(forms.data()) + PictureForms.size(forms.metadata()));
        return forms;
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 900, 2_000})
    void forms_ofTwentyThreadsAndFiveThousandSpans_stayBelow200kBTogether(int width) {
        Picture picture = Layout.of(Captures.read("five-thousand-spans"), TimelineOptions.DEFAULTS.withWidth(width));

        MimeBundle forms = small(picture);
        assertThat(forms.data()).containsKeys(MimeBundle.TEXT, MimeBundle.HTML, MimeBundle.SVG);
        if (width <= 900) {
            assertThat(forms.data()).containsKey(MimeBundle.PNG);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 25, 40, 100, 400})
    void forms_ofManyThreads_stayBelow200kBTogether(int threads) {
        small(Layout.of(Captures.platformThreads(threads), TimelineOptions.DEFAULTS));
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 900, 2_000})
    void forms_ofTenThousandVirtualThreads_stayBelow200kBTogether(int width) {
        TimelineOptions options = TimelineOptions.DEFAULTS.withWidth(width);
        Picture started = Layout.of(Captures.virtualThreads(10_000), options);
        Picture submitted = Layout.of(Captures.virtualThreadPerTask(10_000), options);

        small(started);
        small(submitted);
        assertThat(TextRenderer.render(submitted))
                .contains("10,000 virtual threads on 2 carriers")
                .doesNotContain("workers");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 20, 60, 120})
    void forms_ofFloods_stayBelow200kBTogether_andCountWhatTheyJoin(int threads) {
        Timeline timeline = Captures.floods(threads);
        Picture picture = Layout.of(timeline, TimelineOptions.DEFAULTS);

        assertThat(small(picture).data()).containsKey(MimeBundle.HTML);
        assertThat(PictureForms.size(
                        PictureForms.withoutPixels(picture, "weft-12345678").data()))
                .isLessThan(MOST_BYTES);
        List<Row.LaneRow> lanes = picture.panels().get(0).rows().stream()
                .filter(Row.LaneRow.class::isInstance)
                .map(Row.LaneRow.class::cast)
                .toList();
        assertThat(lanes)
                .hasSize(Math.min(threads, 60))
                .allSatisfy(lane -> assertThat(
                                lane.marks().stream().mapToInt(MarkBox::count).sum())
                        .isEqualTo(1_000));
        assertThat(picture.notes().stream().anyMatch(note -> note.contains("folded into one band")))
                .isEqualTo(threads > 60);
    }

    @Test
    void forms_ofFiveThousandTasksOnFourWorkers_stayBelow200kBTogether() {
        Picture picture = Layout.of(Captures.tasks(4, 5_000), TimelineOptions.DEFAULTS);

        small(picture);
        List<TaskBox> boxes = picture.panels().get(0).rows().stream()
                .filter(Row.LaneRow.class::isInstance)
                .flatMap(row -> ((Row.LaneRow) row).tasks().stream())
                .toList();
        assertThat(boxes).isNotEmpty().hasSizeLessThanOrEqualTo(400);
        assertThat(boxes).anyMatch(box -> box.tooltip().matches("[\\d,]+ tasks; the first: task .*"));
    }

    @Test
    void queue_ofTwentyThousandSteps_keepsItsMaximumAndHasNoGap() {
        Timeline timeline = Captures.virtualThreadPerTask(10_000);
        Row.PoolRow row = Layout.of(timeline, TimelineOptions.DEFAULTS).panels().get(0).rows().stream()
                .filter(Row.PoolRow.class::isInstance)
                .map(Row.PoolRow.class::cast)
                .findFirst()
                .orElseThrow();

        assertThat(row.queue()).hasSizeLessThanOrEqualTo(300);
        assertThat(row.queue().stream().mapToInt(Row.QueueBox::length)).contains(400);
        assertThat(row.queue()).anyMatch(box -> box.tooltip().equals("up to 400 tasks in the queue"));
        for (int i = 1; i < row.queue().size(); i++) {
            Row.QueueBox before = row.queue().get(i - 1);
            assertThat(row.queue().get(i).x()).isLessThanOrEqualTo(before.x() + before.width() + 0.01);
        }
    }

    @Test
    void spans_ofFiveThousand_areAllCountedInBoxes() {
        Timeline timeline = Captures.read("five-thousand-spans");
        Picture picture = Layout.of(timeline, TimelineOptions.DEFAULTS);

        int counted = picture.panels().get(0).rows().stream()
                .filter(Row.LaneRow.class::isInstance)
                .flatMap(row -> ((Row.LaneRow) row).spans().stream())
                .mapToInt(SpanBox::merged)
                .sum();
        int recorded =
                timeline.lanes().stream().mapToInt(lane -> lane.spans().size()).sum();
        assertThat(recorded).isGreaterThan(4_900);
        assertThat(counted).isEqualTo(recorded);
        assertThat(SvgRenderer.render(picture, "weft-1")).contains("narrow spans merged");
    }

    @Test
    void picture_ofEightLanes_fitsASlide() {
        Picture picture = Layout.of(Captures.platformThreads(8), TimelineOptions.DEFAULTS);

        assertThat(picture.height()).isLessThanOrEqualTo(420);
        assertThat(picture.metrics().nameSize()).isGreaterThanOrEqualTo(13.5);
    }

    /** 2.2 % of the height of a slide, when the picture is as wide as its free room: 1184 of 1280 pixels. */
    @ParameterizedTest
    @ValueSource(strings = {"counter", "deadlock", "producer-consumer", "pool", "gc", "python-gil", "eight"})
    void letters_ofAPictureForASlide_areReadInTheBackRow(String name) {
        Timeline timeline = name.equals("eight") ? Captures.platformThreads(8) : Captures.read(name);
        Picture picture = Layout.of(timeline, TimelineOptions.DEFAULTS);
        double onSlide = 1184 / picture.width();

        Matcher sizes = Pattern.compile("font-size=\"([\\d.]+)\"").matcher(SvgRenderer.render(picture, "weft-1"));
        while (sizes.find()) {
            double share = Double.parseDouble(sizes.group(1)) * onSlide / 720;
            assertThat(share).as(sizes.group()).isGreaterThanOrEqualTo(0.0219);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
