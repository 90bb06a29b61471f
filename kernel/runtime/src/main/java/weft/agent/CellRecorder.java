package weft.agent;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import weft.timeline.capture.EvidenceSources;
import weft.timeline.capture.Recording;
import weft.timeline.capture.RecordingOptions;
import weft.timeline.capture.Watch;
import weft.timeline.model.CaptureWriter;
import weft.wire.ToHost;
import weft.wire.ToUserVm;

/**
 * Records a cell for the host, which draws the picture. Where its threads wait for each other in a ring, it lets the
 * cell return.
 *
 * <p><b>Threads.</b> Main thread only, but for {@link Stuck}, which {@code weft-watch} tells.
 */
final class CellRecorder {

    /** For {@code finally} blocks and the last lines of a cell whose threads were interrupted. */
    private static final long LEAVE_MILLIS = 500;

    private final CellMain main;
    private final Function<ToUserVm, ToHost> answer;
    private volatile @Nullable Recording recording;
    private @Nullable Watch watch;

    CellRecorder(CellMain main, Function<ToUserVm, ToHost> answer) {
        this.main = main;
        this.answer = answer;
    }

    /** Begins; a recording whose end was never asked for is given up. */
    ToHost start(ToUserVm.StartRecording start) {
        end();
        Thread thread = Thread.currentThread();
        Recording begun =
                Recording.start(new RecordingOptions(start.title(), thread, true, EvidenceSources.ofThisVm()));
        recording = begun;
        watch = Watch.over(begun, threads -> new Stuck(begun, threads).letCellReturn(start.interruptsStuck()));
        return new ToHost.Returned(start.id(), "", null);
    }

    ToHost stop(ToUserVm.StopRecording stop) {
        Recording running = recording;
        end();
        return running == null
                ? new ToHost.Failed(stop.id(), "no recording is on")
                : new ToHost.Recorded(stop.id(), CaptureWriter.write(running.stop()));
    }

    /** From any thread. */
    ToHost soFar(ToUserVm.RecordingSoFar request) {
        Recording running = recording;
        return running == null
                ? new ToHost.Failed(request.id(), "no recording is on")
                : new ToHost.Recorded(request.id(), CaptureWriter.write(running.snapshot()));
    }

    private void end() {
        Recording running = recording;
        Watch looking = watch;
        recording = null;
        watch = null;
        if (looking != null) {
            looking.close();
        }
        if (running != null) {
            running.stop();
        }
    }

    /** Threads of a recording that can never go on. */
    private final class Stuck {

        private final Recording recording;
        private final Set<Thread> threads;

        Stuck(Recording recording, Set<Thread> threads) {
            this.recording = recording;
            this.threads = threads;
        }

        /** Does nothing as long as the cell's code may still end by itself. */
        void letCellReturn(boolean interrupting) {
            int cell = main.runningCell();
            if (cell != 0 && !threads.contains(main.thread())) {
                return;
            }
            if (interrupting) {
                // The picture shows them as they were.
                recording.stop();
                threads.forEach(Thread::interrupt);
            } else {
                CellThreads.expectNoEnd(threads);
            }
            if (cell == 0 || interrupting && main.awaitEnd(cell, LEAVE_MILLIS)) {
                return;
            }
            recording.stop();
            CellThreads.expectNoEnd(threads);
            main.giveUp(cell, answer);
        }
    }
}
