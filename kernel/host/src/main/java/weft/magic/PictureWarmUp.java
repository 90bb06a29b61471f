package weft.magic;

import java.util.List;
import weft.timeline.layout.TimelineOptions;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;
import weft.timeline.model.TimelineBuilder;
import weft.timeline.render.TimelineDisplay;

/** Draws a picture for nobody, so that the first one for somebody does not wait for Java's fonts. */
public final class PictureWarmUp {

    private static final long NANOS = 1_000_000;

    private PictureWarmUp() {}

    /** Returns at once; a thread beside it draws. */
    public static void start() {
        Thread painter = new Thread(PictureWarmUp::draw, "weft-picture-warm-up");
        painter.setDaemon(true);
        painter.start();
    }

    private static void draw() {
        TimelineBuilder builder = Timeline.builder("Warm-up").lasting(2 * NANOS);
        builder.thread("main").main().span(0, NANOS, ThreadState.RUNNING).span(NANOS, 2 * NANOS, ThreadState.BLOCKED);
        TimelineDisplay.bundleToKeep(List.of(builder.build()), TimelineOptions.DEFAULTS);
    }
}
