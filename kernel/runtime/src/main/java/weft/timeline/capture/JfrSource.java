package weft.timeline.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.CaptureWriter;
import weft.timeline.model.Note;

/**
 * What the JDK's flight recorder saw: blocking inside libraries, socket and file I/O, collections of garbage, threads
 * that no probe started. Exact, but blind in three ways: a state that was not left leaves no event, a lock that nobody
 * waited for leaves none, and of virtual threads there are hardly more than sleeps and I/O.
 *
 * <p>Where the VM has no {@code jdk.jfr} or it fails, a note says so. Nothing here names a class of that module.
 *
 * <p><b>Threads.</b> {@link #begin} and {@link #end} may be called from different threads, one after the other.
 */
public final class JfrSource implements EvidenceSource {

    /** The first takes 60 ms to read, the fourth 10. */
    private static final int WARM_RECORDINGS = 4;

    private @Nullable JfrRecording recording;
    private String fault = "";

    /**
     * Loads what the first recording would otherwise load while a cell waits for it: 0.4 to 0.9 s once in a VM. A
     * recording that begins meanwhile waits for it.
     *
     * @param folder where JFR is to keep its files
     */
    public static void warmUp(Path folder) {
        try {
            synchronized (JfrSource.class) {
                JfrRecording.keepFilesIn(folder);
            }
        } catch (LinkageError e) {
            // The first recording will say that there is no JFR.
            return;
        }
        for (int i = 0; i < WARM_RECORDINGS; i++) {
            JfrSource source = new JfrSource();
            long began = System.nanoTime();
            source.begin();
            RecordingOptions options = RecordingOptions.of("Warm-up");
            List<Evidence> seen = List.of(source.end());
            CaptureWriter.write(new Assembly(options, List.of(), began, System.nanoTime(), seen).timeline());
        }
    }

    @Override
    public void begin() {
        Thread root = Thread.currentThread();
        // JFR's own threads inherit from the one that starts it first, and must not become threads of a cell.
        Thread starter = new Thread(null, () -> start(root), "weft-jfr", 0, false);
        starter.start();
        boolean interrupted = false;
        while (true) {
            try {
                starter.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            root.interrupt();
        }
    }

    private void start(Thread root) {
        synchronized (JfrSource.class) {
            try {
                recording = JfrRecording.start(root);
            } catch (IOException | RuntimeException | LinkageError e) {
                fault = e.toString();
            }
        }
    }

    @Override
    public Evidence end() {
        JfrRecording running = recording;
        recording = null;
        if (running == null) {
            return missing(fault.isEmpty() ? "it was not started" : fault);
        }
        try (running) {
            return running.stop();
        } catch (IOException | RuntimeException | LinkageError e) {
            return missing(e.toString());
        }
    }

    private static Evidence missing(String why) {
        String text = "No flight recorder here (" + why + "): waits inside libraries, I/O and GC are not drawn.";
        return new Evidence(List.of(), List.of(), List.of(), List.of(new Note(Note.Kind.DROPPED, text)));
    }
}
