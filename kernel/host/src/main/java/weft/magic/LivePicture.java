package weft.magic;

import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.CaptureReader;
import weft.timeline.model.Timeline;
import weft.wire.MimeBundle;

/**
 * A picture that grows while its cell runs: four times a second at most, in the place of the one before it.
 *
 * <p><b>Threads.</b> A thread of its own, {@code weft-live}, draws until {@link #close}; {@link #finish} belongs to the
 * cell's thread.
 */
final class LivePicture implements AutoCloseable {

    private static final long PERIOD_MILLIS = 250;
    private static final long LAST_DRAWING_SECONDS = 5;

    private final MagicContext context;
    private final Function<Timeline, MimeBundle> drawing;
    private final String displayId = "weft-timeline-" + UUID.randomUUID();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "weft-live");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable ScheduledFuture<?> growing;
    private boolean shown;

    private LivePicture(MagicContext context, Function<Timeline, MimeBundle> drawing) {
        this.context = context;
        this.drawing = drawing;
    }

    static LivePicture start(MagicContext context, Function<Timeline, MimeBundle> drawing) {
        LivePicture live = new LivePicture(context, drawing);
        // A fixed delay: a drawing that takes long takes no more than its share.
        live.growing =
                live.timer.scheduleWithFixedDelay(live::draw, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return live;
    }

    private void draw() {
        try {
            context.recordingSoFar().map(CaptureReader::read).ifPresent(soFar -> {
                if (soFar.durationNanos() > 0) {
                    show(drawing.apply(soFar));
                }
            });
        } catch (RecordingFailedException e) {
            // The cell's own thread learns of it too, and says it.
            timer.shutdown();
        } catch (RuntimeException e) {
            System.getLogger("weft.magic").log(System.Logger.Level.WARNING, "A live picture was not drawn", e);
        }
    }

    private synchronized void show(MimeBundle picture) {
        context.display(picture, displayId, shown);
        shown = true;
    }

    /** Ends the growing with this picture; one on its way arrives before it. */
    void finish(MimeBundle picture) {
        close();
        show(picture);
    }

    @Override
    public void close() {
        ScheduledFuture<?> drawings = growing;
        if (drawings != null) {
            drawings.cancel(false);
        }
        timer.shutdown();
        try {
            if (!timer.awaitTermination(LAST_DRAWING_SECONDS, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
