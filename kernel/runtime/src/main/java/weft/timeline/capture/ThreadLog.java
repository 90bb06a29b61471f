package weft.timeline.capture;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.ResourceKind;

/**
 * What one thread did during a session: events that are over, in the order of their ends, and those still open.
 *
 * <p>It is bounded. When it is full, every second of the short holds is taken out, and from then on only every second
 * (fourth, eighth …) short one is kept: what is drawn stays true and lies as dense at the end as at the beginning. The
 * others are counted.
 *
 * <p><b>Threads.</b> Written by its own thread without any lock or full fence; {@link #events} may be called by another.
 */
final class ThreadLog {

    /** Events of one thread; with their arrays about 1.5 MB. */
    static final int CAPACITY = 20_000;

    /** Below this a wait is only the cost of asking, and of the probe itself. */
    static final long NOISE_NANOS = 20_000;

    /** Below this a hold is one of those that are thinned out when there are too many. */
    private static final long SHORT_NANOS = 50_000;

    final Session session;
    final Thread thread;
    final long firstNanos = System.nanoTime();
    private Event[] over = new Event[16];
    private int count;
    private Event[] open = new Event[4];
    private int openCount;
    private int keepOneOf = 1;
    private int shortOnes;
    private long folded;
    private long dropped;
    private final TaskList tasks = new TaskList();
    private final List<TaskTrack> handedOver = new ArrayList<>(0);
    /** When the linker began to link a probe that this thread runs for the first time; 0 for none. */
    private long linkingNanos;

    ThreadLog(Session session, Thread thread) {
        this.session = session;
        this.thread = thread;
    }

    Event begin(Event.Kind kind, @Nullable Object subject, String name, @Nullable ResourceKind resource) {
        Event event = Event.begun(kind, System.nanoTime(), subject, name, resource);
        push(event);
        return event;
    }

    void end(Event event) {
        long now = System.nanoTime();
        if (event.kind.isNoiseWhenShort() && linkingNanos > event.startNanos) {
            // The time that went into linking the probe itself is no wait. In the body of a thread, or while it has a
            // lock, other probes are linked, and they are no end of it.
            now = linkingNanos;
        }
        linkingNanos = 0;
        event.endNanos = now;
        remove(event);
        if (!event.kind.isNoiseWhenShort() || now - event.startNanos >= NOISE_NANOS) {
            append(event);
        }
    }

    void linking() {
        linkingNanos = System.nanoTime();
    }

    void instant(Event event) {
        append(event);
    }

    /** The wait for it, if there was one, is over, and the thread has it. */
    void acquired(Object subject, String name, @Nullable ResourceKind resource) {
        Event wait = openAbout(Event.Kind.BLOCKED, subject, resource);
        if (wait != null) {
            end(wait);
        }
        linkingNanos = 0;
        Event hold = openAbout(Event.Kind.HOLD, subject, resource);
        if (resource == ResourceKind.SEMAPHORE) {
            holdPermits(hold, subject, name, (hold == null ? 0 : hold.depth) + (wait == null ? 1 : wait.depth));
        } else if (hold != null) {
            hold.depth++;
        } else {
            begin(Event.Kind.HOLD, subject, name, resource);
        }
    }

    /** A hold for each number of permits: which of them others gave back is found out later, see {@link Permits}. */
    private void holdPermits(@Nullable Event before, Object semaphore, String name, int permits) {
        if (before != null) {
            end(before);
        }
        if (permits > 0) {
            long now = before == null ? System.nanoTime() : before.endNanos;
            push(Event.begun(Event.Kind.HOLD, now, semaphore, name, ResourceKind.SEMAPHORE)
                    .of(permits));
        }
    }

    /** Called before the permits are given back, of which others may have taken some or all. */
    void releasesPermits(Object semaphore, String name, int permits) {
        Event hold = openAbout(Event.Kind.HOLD, semaphore, ResourceKind.SEMAPHORE);
        int own = hold == null ? 0 : Math.min(permits, hold.depth);
        if (hold != null) {
            holdPermits(hold, semaphore, name, hold.depth - own);
        }
        if (permits > own) {
            long now = System.nanoTime();
            append(Event.instant(Event.Kind.SIGNAL, now, semaphore, name, ResourceKind.SEMAPHORE)
                    .of(permits - own));
        }
    }

    /** Called before it is given back, so that two holds of one lock never overlap. */
    void releases(Object subject, String name, @Nullable ResourceKind resource) {
        Event hold = openAbout(Event.Kind.HOLD, subject, resource);
        if (hold == null) {
            append(Event.instant(Event.Kind.SIGNAL, System.nanoTime(), subject, name, resource));
        } else if (--hold.depth == 0) {
            end(hold);
        }
    }

    /** Waits to be told; a monitor or the lock of a condition is given up meanwhile. */
    Event beginWait(Object subject, String name, @Nullable ResourceKind resource) {
        Event given = resource == ResourceKind.MONITOR
                ? openAbout(Event.Kind.HOLD, subject, resource)
                : resource == ResourceKind.CONDITION ? Conditions.lockOf(subject, open, openCount) : null;
        Event wait = begin(Event.Kind.WAITING, subject, name, resource);
        if (given != null) {
            wait.paused = given;
            end(given);
        }
        return wait;
    }

    void endWait(Event wait) {
        end(wait);
        Event paused = wait.paused;
        if (paused != null) {
            Event hold = begin(Event.Kind.HOLD, paused.subject, paused.name, paused.resource);
            hold.depth = paused.depth;
        }
    }

    private @Nullable Event openAbout(Event.Kind kind, Object subject, @Nullable ResourceKind resource) {
        for (int i = openCount - 1; i >= 0; i--) {
            if (open[i].isAbout(kind, subject, resource)) {
                return open[i];
            }
        }
        return null;
    }

    void push(Event event) {
        // What was linked before belongs to this event, and not to one around it: a lock may be a learner's own.
        linkingNanos = 0;
        if (openCount == open.length) {
            open = Arrays.copyOf(open, openCount * 2);
        }
        open[openCount] = event;
        VarHandle.releaseFence();
        openCount++;
    }

    private void remove(Event event) {
        for (int i = openCount - 1; i >= 0; i--) {
            if (open[i] == event) {
                // A copy, so that another thread that reads never sees one event twice and another not at all.
                Event[] rest = open;
                if (i < openCount - 1) {
                    rest = open.clone();
                    System.arraycopy(open, i + 1, rest, i, openCount - 1 - i);
                }
                openCount--;
                open = rest;
                return;
            }
        }
    }

    private void append(Event event) {
        if (isShort(event) && keepOneOf > 1 && ++shortOnes % keepOneOf != 0) {
            folded++;
            return;
        }
        if (count == over.length) {
            if (count < CAPACITY) {
                over = Arrays.copyOf(over, Math.min(CAPACITY, count * 2));
            } else {
                thinOut();
            }
        }
        if (count == over.length) {
            dropped++;
            return;
        }
        over[count] = event;
        VarHandle.releaseFence();
        count++;
    }

    private static boolean isShort(Event event) {
        return event.kind == Event.Kind.HOLD && event.endNanos - event.startNanos < SHORT_NANOS;
    }

    private void thinOut() {
        Event[] kept = new Event[over.length];
        int size = 0;
        int seen = 0;
        for (int i = 0; i < count; i++) {
            Event event = over[i];
            if (!isShort(event) || seen++ % 2 == 0) {
                kept[size++] = event;
            }
        }
        folded += count - size;
        keepOneOf *= 2;
        count = size;
        over = kept;
    }

    /** A task that this thread is about to hand over; {@link #handOver} says to whom. */
    TaskTrack task(String name) {
        TaskTrack task = new TaskTrack(thread, name, System.nanoTime());
        if (keep(task)) {
            handedOver.add(task);
        }
        return task;
    }

    /** Returns whether there was room for it. */
    boolean keep(TaskTrack task) {
        if (tasks.size() < CAPACITY) {
            tasks.add(task);
            return true;
        }
        dropped++;
        return false;
    }

    List<TaskTrack> handOver(Object pool, String poolName) {
        if (handedOver.isEmpty()) {
            return List.of();
        }
        List<TaskTrack> handed = List.copyOf(handedOver);
        handedOver.clear();
        handed.forEach(task -> task.handedTo(pool, poolName));
        return handed;
    }

    /** Everything so far: first what is over, then what is still open. */
    List<Event> events() {
        int n = count;
        Event[] from = over;
        int stillOpen = openCount;
        Event[] opened = open;
        VarHandle.acquireFence();
        List<Event> all = new ArrayList<>(n + stillOpen);
        for (int i = 0; i < Math.min(n, from.length); i++) {
            if (from[i] != null) {
                all.add(from[i]);
            }
        }
        for (int i = 0; i < Math.min(stillOpen, opened.length); i++) {
            if (opened[i] != null && opened[i].endNanos == Event.OPEN) {
                all.add(opened[i]);
            }
        }
        return all;
    }

    List<TaskTrack> tasks() {
        return tasks.snapshot();
    }

    long folded() {
        return folded;
    }

    long dropped() {
        return dropped;
    }
}
