package weft.magic;

import java.util.List;
import weft.timeline.layout.TimelineOptions;
import weft.timeline.model.CaptureReader;
import weft.timeline.model.CaptureWriter;
import weft.timeline.model.LaneKind;
import weft.timeline.model.Link;
import weft.timeline.model.LinkKind;
import weft.timeline.model.MarkKind;
import weft.timeline.model.ResourceKind;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;
import weft.timeline.model.TimelineBuilder;
import weft.timeline.render.TimelineDisplay;

/** Draws pictures for nobody, so that the first one for somebody does not wait for Java's fonts and its compiler. */
public final class PictureWarmUp {

    private static final long NANOS = 1_000_000;

    private static final int THREADS = 6;

    /** The first takes 400 ms, the second 90, the fifth 25. */
    private static final int PICTURES = 5;

    private PictureWarmUp() {}

    /** Returns at once; a thread beside it draws. */
    public static void start() {
        Thread painter = new Thread(PictureWarmUp::draw, "weft-picture-warm-up");
        painter.setDaemon(true);
        painter.start();
    }

    private static void draw() {
        String capture = CaptureWriter.write(timeline());
        for (int i = 0; i < PICTURES; i++) {
            TimelineDisplay.bundleToKeep(List.of(CaptureReader.read(capture)), TimelineOptions.DEFAULTS);
        }
    }

    /** Threads that take turns with a lock, as most lessons' threads do. */
    private static Timeline timeline() {
        TimelineBuilder builder = Timeline.builder("Warm-up").lasting((THREADS + 1) * NANOS);
        builder.resource("lock", "lock", ResourceKind.MONITOR);
        builder.lane(0, "main", LaneKind.PLATFORM).main().span(0, (THREADS + 1) * NANOS, ThreadState.JOINING);
        for (int i = 1; i <= THREADS; i++) {
            long got = i * NANOS;
            builder.lane(i, "worker-" + i, LaneKind.PLATFORM)
                    .started(i * 10_000L)
                    .ended(got + NANOS)
                    .span(i * 10_000L, got, ThreadState.BLOCKED)
                    .span(got, got + NANOS, ThreadState.RUNNING)
                    .mark(got, MarkKind.PRINT, "hello");
            builder.held("lock", i, got, got + NANOS);
            builder.link(new Link(LinkKind.START, 0, i * 9_000L, i, i * 10_000L, ""));
        }
        return builder.build();
    }
}
