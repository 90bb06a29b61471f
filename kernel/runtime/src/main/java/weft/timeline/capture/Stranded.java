package weft.timeline.capture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.Lane;
import weft.timeline.model.Timeline;

/**
 * Threads that an earlier recording left waiting for each other. They can never go on, and keep what they have: a later
 * cell that wants it, as the same cell when it is run again, could otherwise not be told from one that only waits long.
 *
 * <p><b>Threads.</b> Any thread; the monitor of the class guards all.
 */
final class Stranded {

    private static final Map<Thread, Stranded> LEFT = new WeakHashMap<>();

    private final List<Event> open;
    private final Thread.State state;
    private final @Nullable Object blocker;

    private Stranded(Thread thread, List<Event> open) {
        this.open = open;
        this.state = thread.getState();
        this.blocker = LockSupport.getBlocker(thread);
    }

    /** Remembers the threads of a recording that has ended which are stuck in it. */
    static synchronized void remember(Timeline timeline, List<ThreadLog> logs) {
        Set<Long> stuck = timeline.stuck().stream().map(Lane::id).collect(Collectors.toSet());
        for (ThreadLog log : logs) {
            if (stuck.contains(log.thread.getId())) {
                List<Event> open = log.events().stream()
                        .filter(event -> event.endNanos == Event.OPEN)
                        .toList();
                LEFT.put(log.thread, new Stranded(log.thread, open));
            }
        }
    }

    /** Those that have what a thread of these logs waits for, and those that have what these wait for. */
    static synchronized List<ThreadLog> inTheWayOf(List<ThreadLog> logs, Session session) {
        LEFT.entrySet().removeIf(left -> !left.getValue().isStill(left.getKey()));
        if (LEFT.isEmpty()) {
            return List.of();
        }
        Set<Thread> seen = logs.stream().map(log -> log.thread).collect(Collectors.toCollection(HashSet::new));
        List<ThreadLog> found = new ArrayList<>();
        List<Event> waits = new ArrayList<>();
        logs.forEach(log -> waits.addAll(openWaits(log.events())));
        for (int i = 0; i < waits.size(); i++) {
            Event wait = waits.get(i);
            LEFT.forEach((thread, left) -> {
                if (left.holds(wait) && seen.add(thread)) {
                    ThreadLog log = new ThreadLog(session, thread);
                    left.open.forEach(log::push);
                    found.add(log);
                    waits.addAll(openWaits(left.open));
                }
            });
        }
        return found;
    }

    private static List<Event> openWaits(List<Event> events) {
        return events.stream()
                .filter(event -> event.kind == Event.Kind.BLOCKED && event.endNanos == Event.OPEN)
                .toList();
    }

    private boolean isStill(Thread thread) {
        return thread.getState() == state && LockSupport.getBlocker(thread) == blocker;
    }

    private boolean holds(Event wait) {
        return open.stream()
                .anyMatch(event -> event.kind == Event.Kind.HOLD
                        && event.subject == wait.subject
                        && event.resource == wait.resource);
    }
}
