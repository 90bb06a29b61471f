package weft.timeline.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.EventSettings;
import jdk.jfr.Recording;

/** One flight recording at threshold zero, of the events that {@link JfrReader} understands and of no others. */
final class JfrRecording implements AutoCloseable {

    /** Of the oldest events, JFR drops what is above it: some two million events. */
    private static final long MAX_BYTES = 64L << 20;

    private static final List<String> TIMED = List.of(
            JfrReader.MONITOR_ENTER,
            JfrReader.MONITOR_WAIT,
            JfrReader.PARK,
            JfrReader.SLEEP,
            JfrReader.SOCKET_READ,
            JfrReader.SOCKET_WRITE,
            JfrReader.FILE_READ,
            JfrReader.FILE_WRITE,
            JfrReader.FILE_FORCE,
            JfrReader.GC_PAUSE,
            JfrReader.GC);

    private static final List<String> INSTANT =
            List.of(JfrReader.THREAD_START, JfrReader.THREAD_END, JfrReader.VIRTUAL_START, JfrReader.VIRTUAL_END);

    private final Recording recording;
    private final long root;

    private JfrRecording(Recording recording, long root) {
        this.recording = recording;
        this.root = root;
    }

    /** Starts. Threads that the given one starts from now on, and those that these start, are the recorded ones. */
    static JfrRecording start(Thread root) throws IOException {
        Recording recording = new Recording();
        try {
            recording.setName("weft");
            recording.setMaxSize(MAX_BYTES);
            for (String event : TIMED) {
                // From JDK 25 on, I/O events are throttled too; other versions ignore the setting.
                EventSettings settings = recording.enable(event).withThreshold(Duration.ZERO);
                settings.withoutStackTrace().with("throttle", "off");
            }
            INSTANT.forEach(event -> recording.enable(event).withoutStackTrace());
            recording.enable(ClockEvent.NAME);
            recording.start();
        } catch (RuntimeException | LinkageError e) {
            recording.close();
            throw e;
        }
        ClockEvent.stamp();
        return new JfrRecording(recording, root.getId());
    }

    /** Stops, and reads what was recorded. */
    Evidence stop() throws IOException {
        ClockEvent.stamp();
        recording.stop();
        Path file = Files.createTempFile("weft-timeline", ".jfr");
        try {
            recording.dump(file);
            return JfrReader.read(file, root);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
