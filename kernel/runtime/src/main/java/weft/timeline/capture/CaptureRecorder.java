package weft.timeline.capture;

import java.util.concurrent.Callable;
import weft.display.Display;
import weft.timeline.model.Recorder;

/** Records with the probes of this package. A service, so it is public. */
public final class CaptureRecorder implements Recorder {

    @Override
    public <T> Result<T> record(String title, Callable<T> code) throws Exception {
        Recording recording = Recording.start(RecordingOptions.of(title).withSources(EvidenceSources.ofThisVm()));
        Object running = Probes.running();
        T value;
        try {
            value = code.call();
        } catch (Throwable thrown) {
            Probes.throwing(thrown);
            Probes.over(running);
            Display.display(recording.stop());
            throw thrown;
        }
        Probes.over(running);
        return new Result<>(recording.stop(), value);
    }

    @Override
    public void mark(String text) {
        Probes.mark(text);
    }
}
