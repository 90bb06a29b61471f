package weft.timeline.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.End;
import weft.timeline.model.Note;
import weft.timeline.model.Pause;
import weft.timeline.model.Source;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Words;

/** Turns the events of a flight recording into evidence. */
final class JfrReader {

    static final String MONITOR_ENTER = "jdk.JavaMonitorEnter";
    static final String MONITOR_WAIT = "jdk.JavaMonitorWait";
    static final String PARK = "jdk.ThreadPark";
    static final String SLEEP = "jdk.ThreadSleep";
    static final String SOCKET_READ = "jdk.SocketRead";
    static final String SOCKET_WRITE = "jdk.SocketWrite";
    static final String FILE_READ = "jdk.FileRead";
    static final String FILE_WRITE = "jdk.FileWrite";
    static final String FILE_FORCE = "jdk.FileForce";
    static final String GC_PAUSE = "jdk.GCPhasePause";
    static final String GC = "jdk.GarbageCollection";
    static final String THREAD_START = "jdk.ThreadStart";
    static final String THREAD_END = "jdk.ThreadEnd";
    static final String VIRTUAL_START = "jdk.VirtualThreadStart";
    static final String VIRTUAL_END = "jdk.VirtualThreadEnd";

    /** Reading an event takes some microseconds, and a cell waits meanwhile. */
    private static final int MAX_EVENTS = 200_000;

    private final long root;
    private final List<RecordedEvent> events = new ArrayList<>();
    private final List<JfrClock.Reading> readings = new ArrayList<>();
    private final Map<Integer, String> collections = new HashMap<>();
    private long unread;

    private JfrReader(long root) {
        this.root = root;
    }

    /** Reads a recording; of its threads those get a life that the root started, or that such a thread started. */
    static Evidence read(Path file, long root) throws IOException {
        JfrReader reader = new JfrReader(root);
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                reader.take(recording.readEvent());
            }
        }
        return reader.evidence();
    }

    private void take(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case ClockEvent.NAME ->
                readings.add(new JfrClock.Reading(JfrClock.nanos(event.getStartTime()), event.getLong("nanoTime")));
            case GC -> collections.put(event.getInt("gcId"), event.getString("cause"));
            default -> {
                if (events.size() < MAX_EVENTS) {
                    events.add(event);
                } else {
                    unread++;
                }
            }
        }
    }

    private Evidence evidence() {
        JfrClock clock = new JfrClock(readings);
        IoRuns io = new IoRuns();
        JfrLives lives = new JfrLives(root, clock);
        List<Sighting> sightings = new ArrayList<>();
        List<Pause> pauses = new ArrayList<>();
        // A file holds one thread's buffer after the other's.
        events.sort(Comparator.comparing(RecordedEvent::getStartTime));
        for (RecordedEvent event : events) {
            String type = event.getEventType().getName();
            if (type.equals(GC_PAUSE)) {
                pauses.add(pause(event, clock));
            } else if (!lives.take(type, event)) {
                sighting(type, event, clock).ifPresent(seen -> {
                    if (seen.state() == ThreadState.IO) {
                        io.add(seen, bytes(event));
                    } else {
                        sightings.add(seen);
                    }
                });
            }
        }
        sightings.addAll(io.sightings());
        List<Note> notes = unread == 0 ? List.of() : List.of(new Note(Note.Kind.DROPPED, unreadWords()));
        return new Evidence(sightings, lives.all(), pauses, notes);
    }

    private String unreadWords() {
        return "The flight recorder saw " + Words.count(unread + MAX_EVENTS) + " events; the first "
                + Words.count(MAX_EVENTS) + " of them were read.";
    }

    private Pause pause(RecordedEvent event, JfrClock clock) {
        String cause = collections.get(event.getInt("gcId"));
        String name = cause == null ? "GC" : "GC (" + cause + ")";
        return new Pause(clock.nanoTime(event.getStartTime()), End.at(clock.nanoTime(event.getEndTime())), name);
    }

    private static Optional<Sighting> sighting(String type, RecordedEvent event, JfrClock clock) {
        RecordedThread thread = event.getThread();
        if (thread == null || thread.getJavaThreadId() <= 0 || isOwnWork(type, event)) {
            return Optional.empty();
        }
        if (type.equals(MONITOR_WAIT) && JfrLives.isVirtual(thread)) {
            // On JDK 25 it is committed at once, with a duration of nearly nothing.
            return Optional.empty();
        }
        return Optional.of(new Sighting(
                thread.getJavaThreadId(),
                clock.nanoTime(event.getStartTime()),
                clock.nanoTime(event.getEndTime()),
                state(type, event),
                Source.EXACT,
                detail(type, event)));
    }

    /** What the JDK does in the middle of the learner's code: it loads classes and settings, and ends threads. */
    private static boolean isOwnWork(String type, RecordedEvent event) {
        if (type.equals(MONITOR_ENTER)) {
            return className(event, "monitorClass").equals("java.lang.ThreadGroup");
        }
        if (!type.equals(FILE_READ)) {
            return false;
        }
        String path = event.getString("path");
        return path == null || path.startsWith(System.getProperty("java.home")) || path.endsWith(".jar");
    }

    private static ThreadState state(String type, RecordedEvent event) {
        return switch (type) {
            case MONITOR_ENTER -> ThreadState.BLOCKED;
            case MONITOR_WAIT ->
                // A join of a platform thread waits on the thread's own monitor.
                className(event, "monitorClass").equals("java.lang.Thread") ? ThreadState.JOINING : ThreadState.WAITING;
            case PARK -> ParkReason.state(className(event, "parkedClass"));
            case SLEEP -> ThreadState.SLEEPING;
            default -> ThreadState.IO;
        };
    }

    private static String detail(String type, RecordedEvent event) {
        return switch (type) {
            case MONITOR_ENTER ->
                "monitor of " + ParkReason.word(className(event, "monitorClass"))
                        + threadWords(", held by ", event, "previousOwner");
            case MONITOR_WAIT ->
                className(event, "monitorClass").equals("java.lang.Thread")
                        ? "join" + threadWords(" of ", event, "notifier")
                        : "wait() on " + ParkReason.word(className(event, "monitorClass"))
                                + threadWords(", woken by ", event, "notifier");
            case PARK -> ParkReason.word(className(event, "parkedClass"));
            // Milliseconds on JDK 17 and nanoseconds on 25: the event's own description knows.
            case SLEEP -> "sleep of " + Words.duration(event.getDuration("time").toNanos());
            case SOCKET_READ -> "read from " + peer(event);
            case SOCKET_WRITE -> "write to " + peer(event);
            case FILE_READ -> "read " + event.getString("path");
            case FILE_WRITE -> "write " + event.getString("path");
            default -> "force " + event.getString("path");
        };
    }

    private static String peer(RecordedEvent event) {
        String host = event.getString("host");
        String address = event.getString("address");
        return (host == null || host.isEmpty() ? address : host) + ":" + event.getInt("port");
    }

    private static long bytes(RecordedEvent event) {
        for (String field : List.of("bytesRead", "bytesWritten")) {
            if (event.hasField(field)) {
                return Math.max(0, event.getLong(field));
            }
        }
        return 0;
    }

    private static String className(RecordedEvent event, String field) {
        RecordedClass type = event.getClass(field);
        return type == null ? "" : type.getName();
    }

    private static String threadWords(String before, RecordedEvent event, String field) {
        @Nullable RecordedThread thread = event.getThread(field);
        return thread == null || thread.getJavaName() == null ? "" : before + thread.getJavaName();
    }
}
