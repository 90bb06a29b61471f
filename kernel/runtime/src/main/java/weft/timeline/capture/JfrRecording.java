package weft.timeline.capture;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.EventSettings;
import jdk.jfr.Recording;

/** One flight recording at threshold zero, of the events that {@link JfrReader} understands and of no others. */
final class JfrRecording implements AutoCloseable {

    /** Of the oldest events, JFR drops what is above it: some two million events. */
    private static final long MAX_BYTES = 64L << 20;

    /** Of a short recording the files have some 2 MB. */
    private static final long MIN_FREE_BYTES = 16L << 20;

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

    /** Empty for the system's own. */
    private static volatile Optional<Path> folder = Optional.empty();

    private final Recording recording;
    private final long root;

    private JfrRecording(Recording recording, long root) {
        this.recording = recording;
        this.root = root;
    }

    /**
     * Lets JFR keep its files in this folder from now on. In its own, below {@code /tmp}, they stay when the VM is halted
     * or killed. An option on the command line would do the same, but costs every start 45 ms.
     */
    static void keepFilesIn(Path path) {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "jfrConfigure",
                            new Object[] {new String[] {"repositorypath=" + path}},
                            new String[] {String[].class.getName()});
            folder = Optional.of(path);
        } catch (JMException | RuntimeException e) {
            System.getLogger("weft.timeline").log(System.Logger.Level.DEBUG, "JFR keeps its files elsewhere", e);
        }
    }

    /** Starts. Threads that the given one starts from now on, and those that these start, are the recorded ones. */
    static JfrRecording start(Thread root) throws IOException {
        requireRoom();
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

    /** JFR ends its VM, without a word of Java, when it cannot write a file (seen on JDK 17 and 25). */
    private static void requireRoom() throws IOException {
        // The folder itself may not be there yet.
        Path disk = folder.map(Path::getParent).orElse(Path.of(System.getProperty("java.io.tmpdir")));
        long free = disk.toFile().getUsableSpace();
        if (free < MIN_FREE_BYTES) {
            throw new IOException("the disk is full: " + (free >> 10) + " KB are free in \"" + disk + "\"; it needs "
                    + (MIN_FREE_BYTES >> 20) + " MB");
        }
    }

    /** Stops, and reads what was recorded. */
    Evidence stop() throws IOException {
        ClockEvent.stamp();
        recording.stop();
        Path file = temporaryFile();
        try {
            copyTo(file);
            return JfrReader.read(file, root);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** As {@code dump} does, but that waits until the bytes are on the disk, which takes up to 0.2 s. */
    private void copyTo(Path file) throws IOException {
        try (InputStream recorded = recording.getStream(null, null)) {
            if (recorded == null) {
                throw new IOException("the flight recorder has kept nothing");
            }
            Files.copy(recorded, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path temporaryFile() throws IOException {
        Optional<Path> path = folder;
        return path.isPresent()
                ? Files.createTempFile(path.get(), "timeline", ".jfr")
                : Files.createTempFile("weft-timeline", ".jfr");
    }

    @Override
    public void close() {
        recording.close();
    }
}
