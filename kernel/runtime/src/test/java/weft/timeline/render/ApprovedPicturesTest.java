package weft.timeline.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weft.timeline.layout.Layout;
import weft.timeline.layout.Picture;
import weft.timeline.layout.TimelineOptions;

/** Recorded captures, drawn, give the bytes that somebody has looked at and approved. */
class ApprovedPicturesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "counter",
                "sleepers",
                "deadlock",
                "producer-consumer",
                "pool",
                "gc",
                "python-gil",
                "ten-thousand-virtual"
            })
    void capture_drawn_isAsApproved(String name) {
        Picture picture = Layout.of(Captures.read(name), TimelineOptions.DEFAULTS);

        assertAll(
                () -> Approved.check(Captures.FOLDER, name, "svg", SvgRenderer.document(picture)),
                () -> Approved.check(Captures.FOLDER, name, "html", HtmlRenderer.document(picture)),
                () -> Approved.check(Captures.FOLDER, name, "txt", TextRenderer.render(picture)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"counter", "deadlock", "producer-consumer", "pool", "gc"})
    void capture_asTrace_isAsApproved(String name) {
        Approved.check(Captures.FOLDER, name, "json", TraceRenderer.render(Captures.read(name)));
    }

    @Test
    void compare_twoRuns_isAsApproved() {
        List<weft.timeline.model.Timeline> runs = List.of(Captures.read("counter"), Captures.read("python-gil"));
        Picture picture = Layout.compare(runs, TimelineOptions.DEFAULTS.withTitle("JVM and CPython"));

        assertAll(
                () -> Approved.check(Captures.FOLDER, "compare", "svg", SvgRenderer.document(picture)),
                () -> Approved.check(Captures.FOLDER, "compare", "txt", TextRenderer.render(picture)));
    }

    @Test
    void check_differentOutput_namesBothFiles(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("x.txt"), "old");

        assertThatThrownBy(() -> Approved.check(folder, "x", "txt", "new"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("x.txt")
                .hasMessageContaining("x.changed.txt");
        assertThat(folder.resolve("x.changed.txt")).hasContent("new");
    }
}
