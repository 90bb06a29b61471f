package weft.timeline.capture;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordedThreadGroup;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.LaneKind;

/** Gathers which threads began and ended during a recording, and leaves those out that the runtime made for itself. */
final class JfrLives {

    private final JfrClock clock;
    private final Set<Long> family = new HashSet<>();
    private final Map<Long, ThreadLife> lives = new LinkedHashMap<>();

    JfrLives(long root, JfrClock clock) {
        this.clock = clock;
        family.add(root);
    }

    static boolean isVirtual(RecordedThread thread) {
        return thread.hasField("virtual") && thread.getBoolean("virtual");
    }

    /** Returns whether the event was one of a life. They must come by time: a parent before its children. */
    boolean take(String type, RecordedEvent event) {
        switch (type) {
            case JfrReader.THREAD_START -> started(event);
            case JfrReader.VIRTUAL_START -> virtualStarted(event);
            case JfrReader.THREAD_END -> ended(event, event.getThread("thread"));
            case JfrReader.VIRTUAL_END -> ended(event, event.getThread());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void started(RecordedEvent event) {
        RecordedThread thread = event.getThread("thread");
        RecordedThread parent = event.getThread("parentThread");
        if (thread == null || parent == null || isRuntimes(thread) || !family.contains(parent.getJavaThreadId())) {
            return;
        }
        family.add(thread.getJavaThreadId());
        put(event, thread, LaneKind.PLATFORM, parent.getJavaThreadId());
    }

    /** The event does not name the parent, so every virtual thread that starts meanwhile belongs to the recording. */
    private void virtualStarted(RecordedEvent event) {
        RecordedThread thread = event.getThread();
        if (thread != null && isVirtual(thread)) {
            family.add(thread.getJavaThreadId());
            put(event, thread, LaneKind.VIRTUAL, 0);
        }
    }

    private void put(RecordedEvent event, RecordedThread thread, LaneKind kind, long parent) {
        String name = thread.getJavaName() == null ? "" : thread.getJavaName();
        long id = thread.getJavaThreadId();
        lives.put(id, new ThreadLife(id, name, kind, clock.nanoTime(event.getStartTime()), Long.MAX_VALUE, parent));
    }

    private void ended(RecordedEvent event, @Nullable RecordedThread thread) {
        if (thread == null) {
            return;
        }
        lives.computeIfPresent(
                thread.getJavaThreadId(),
                (id, life) -> new ThreadLife(
                        id,
                        life.name(),
                        life.kind(),
                        life.startNanos(),
                        clock.nanoTime(event.getStartTime()),
                        life.parentId()));
    }

    /** Carriers of virtual threads, cleaners, JFR's own and Weft's own. */
    private static boolean isRuntimes(RecordedThread thread) {
        RecordedThreadGroup group = thread.getThreadGroup();
        String groupName = group == null || group.getName() == null ? "" : group.getName();
        String name = thread.getJavaName() == null ? "" : thread.getJavaName();
        return OwnThreads.isOwn(groupName, name);
    }

    List<ThreadLife> all() {
        return List.copyOf(lives.values());
    }
}
