package weft.timeline.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import weft.timeline.layout.Arrow;
import weft.timeline.layout.Layout;
import weft.timeline.layout.Panel;
import weft.timeline.layout.TimelineOptions;
import weft.timeline.model.LinkKind;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;
import weft.timeline.model.TimelineBuilder;

/** Letters in a bar from 100 to 130, in the middle of which an arrow may come down. */
class LabelPlacesTest {

    private static final double WIDE = 9;
    private static final double WISHED = 110.5;

    private static LabelPlaces places(Arrow... arrows) {
        TimelineBuilder builder = Timeline.builder("").lasting(1_000_000);
        builder.thread("main").main().span(0, 1_000_000, ThreadState.RUNNING);
        Panel bare =
                Layout.of(builder.build(), TimelineOptions.DEFAULTS).panels().get(0);
        return new LabelPlaces(new Panel(
                bare.timeline(),
                "",
                "",
                bare.head(),
                0,
                14,
                0,
                100,
                bare.scale(),
                List.of(),
                List.of(),
                List.of(arrows),
                List.of(),
                List.of(),
                List.of()));
    }

    private static Arrow down(double from, double to) {
        return new Arrow(LinkKind.START, 1, 2, from, 0, to, 200, false, "");
    }

    private static Optional<Double> near(LabelPlaces places) {
        return places.near(WISHED, WIDE, 100, 130, 100, 13);
    }

    @Test
    void near_withoutArrows_isTheWishedPlace() {
        assertThat(near(places())).hasValue(WISHED);
        assertThat(near(places(down(10, 20)))).hasValue(WISHED);
    }

    @Test
    void near_besideAnArrow_isOnTheSideWithRoom() {
        assertThat(near(places(down(108, 108))))
                .hasValueSatisfying(x -> assertThat(x).isBetween(110.4, 111.0));
        assertThat(near(places(down(118, 118))))
                .hasValueSatisfying(x -> assertThat(x).isBetween(106.0, 106.6));
    }

    @Test
    void near_underASlantedArrow_looksWhereItReallyIs() {
        // From the far left to the far right, and here in the middle.
        assertThat(near(places(down(0, 230)))).isEmpty();
        assertThat(near(places(down(60, 300)))).hasValue(WISHED);
    }

    @Test
    void near_betweenTwoThatLeaveNoRoom_isNone() {
        assertThat(near(places(down(108, 108), down(119, 119)))).isEmpty();
    }
}
