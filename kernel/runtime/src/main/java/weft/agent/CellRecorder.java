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
 * <p><b>Threads.</b> Main thread only, but for {@link #letCellReturn}, which {@code weft-watch} calls.
 */
final class CellRecorder {

    /** For {@code finally} blocks and the last lines of a cell whose threads were interrupted. */
    private static final long LEAVE_MILLIS = 1_000;

    /** As long for threads that only the end of the cell waits for, in looks of the watch. */
    private static final int LOOKS_TO_LEAVE = 10;

    private final CellMain main;
    private final CellStopper stopper;
    private final Function<ToUserVm, ToHost> answer;
    private volatile @Nullable Recording recording;
    private @Nullable Watch watch;
    private int looks;

    CellRecorder(CellMain main, CellStopper stopper, Function<ToUserVm, ToHost> answer) {
        this.main = main;
        this.stopper = stopper;
        this.answer = answer;
    }

    /** Begins; a recording whose end was never asked for is given up. */
    ToHost start(ToUserVm.StartRecording start) {
        end();
        Thread thread = Thread.currentThread();
        Recording begun =
                Recording.start(new RecordingOptions(start.title(), thread, true, EvidenceSources.ofThisVm()));
        recording = begun;
        looks = 0;
        watch = Watch.over(begun, stuck -> letCellReturn(begun, stuck, start.interruptsStuck()));
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

    /** Told at each look. Does nothing as long as the cell's code may still end by itself. */
    private void letCellReturn(Recording running, Watch.Stuck stuck, boolean interrupting) {
        int cell = main.runningCell();
        if (cell != 0 && !stuck.all().contains(main.thread())) {
            return;
        }
        if (interrupting) {
            // The picture shows them as they were.
            running.stop();
            interrupt(stuck.ring(), cell);
            if (cell == 0 ? looks++ < LOOKS_TO_LEAVE : main.awaitEnd(cell, LEAVE_MILLIS)) {
                return;
            }
            // A thread of the ring may have ended with the lock that another one waits for.
            interrupt(stuck.all(), cell);
            if (cell != 0 && main.awaitEnd(cell, LEAVE_MILLIS)) {
                return;
            }
        }
        CellThreads.expectNoEnd(stuck.all());
        if (cell != 0) {
            running.stop();
            main.giveUp(cell, answer);
        }
    }

    private void interrupt(Set<Thread> threads, int cell) {
        Thread mainThread = main.thread();
        for (Thread thread : threads) {
            if (thread == mainThread) {
                stopper.interruptMain(cell);
            } else {
                thread.interrupt();
            }
        }
    }
}
