package weft.agent;

import org.jspecify.annotations.Nullable;
import weft.timeline.capture.EvidenceSources;
import weft.timeline.capture.Recording;
import weft.timeline.capture.RecordingOptions;
import weft.timeline.model.CaptureWriter;
import weft.wire.ToHost;
import weft.wire.ToUserVm;

/** Records a cell for the host, which draws the picture. Main thread only. */
final class CellRecorder {

    private @Nullable Recording recording;

    /** Begins; a recording whose end was never asked for is given up. */
    ToHost start(ToUserVm.StartRecording start) {
        Recording left = recording;
        if (left != null) {
            left.stop();
        }
        Thread main = Thread.currentThread();
        recording = Recording.start(new RecordingOptions(start.title(), main, true, EvidenceSources.ofThisVm()));
        return new ToHost.Returned(start.id(), "", null);
    }

    ToHost stop(ToUserVm.StopRecording stop) {
        Recording running = recording;
        recording = null;
        return running == null
                ? new ToHost.Failed(stop.id(), "no recording is on")
                : new ToHost.Recorded(stop.id(), CaptureWriter.write(running.stop()));
    }
}
