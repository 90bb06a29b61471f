package weft.timeline.model;

import java.util.ServiceLoader;
import java.util.concurrent.Callable;

/**
 * Makes timelines of running code. Found by {@link ServiceLoader}, so that the model, which everything knows, need not
 * know how things are captured.
 */
public interface Recorder {

    /** Code whose threads are recorded. */
    @FunctionalInterface
    interface Code {
        void run() throws Exception;
    }

    /** Code that is recorded, and computes something. */
    record Result<T>(Timeline timeline, T value) {}

    /**
     * Runs the code on the calling thread and records it.
     *
     * @throws Exception what the code throws
     */
    <T> Result<T> record(String title, Callable<T> code) throws Exception;

    /** Sets a mark on the lane of the calling thread, if a recording is on. */
    void mark(String text);

    /** The one of this program. */
    static Recorder ofThisProgram() {
        return Found.RECORDER;
    }

    /** Looked for once, when it is first needed. */
    final class Found {
        private static final Recorder RECORDER = ServiceLoader.load(Recorder.class, Recorder.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No service \"" + Recorder.class.getName()
                        + "\" is found, which records threads; put the whole weft-runtime.jar on the class path."));

        private Found() {}
    }
}
