package weft.timeline.capture;

import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.MarkKind;
import weft.timeline.model.ResourceKind;

/**
 * What Weft's own classes, which are not woven, tell a recording; and what {@link ProbeSites} calls for woven code.
 * While no recording is on, each call is a read of a plain field and a branch.
 *
 * <p><b>Threads.</b> May be called from any thread, and never blocks. The field is deliberately not volatile: a probe
 * adds no order to the learner's program.
 */
public final class Probes {

    /** Weakly, since a thread may live on for long: what was recorded goes with the recording. */
    private static final ThreadLocal<@Nullable WeakReference<ThreadLog>> LOG = new ThreadLocal<>();

    private static final int LONGEST_TEXT = 80;

    private static @Nullable Session session;

    private Probes() {}

    static void enter(@Nullable Session next) {
        session = next;
    }

    public static boolean isOn() {
        return session != null;
    }

    /** The calling thread's log; null while no recording is on. */
    static @Nullable ThreadLog log() {
        Session current = session;
        if (current == null) {
            return null;
        }
        ThreadLog log = last();
        if (log == null || log.session != current) {
            log = current.join(Thread.currentThread());
            LOG.set(new WeakReference<>(log));
        }
        return log;
    }

    /** The calling thread's log of the last recording that saw it, which may be over. */
    private static @Nullable ThreadLog last() {
        WeakReference<ThreadLog> log = LOG.get();
        return log == null ? null : log.get();
    }

    /** The body of a thread that is about to be made: from now on it tells when it begins and ends. */
    public static Runnable body(Runnable body) {
        return session == null || body instanceof Body ? body : new Body(body);
    }

    /** As {@link #body}, of a thread that may have none: a subclass has a body of its own. */
    static @Nullable Runnable bodyOrNull(@Nullable Runnable body) {
        return body == null ? null : body(body);
    }

    /** The calling thread is about to start another. */
    public static void starting(Thread thread) {
        instant(Event.Kind.START, thread, "", null);
    }

    /** As {@link #starting}, told when the thread is known. */
    static void started(Thread thread, long nanos) {
        ThreadLog log = log();
        if (log != null) {
            log.instant(Event.instant(Event.Kind.START, nanos, thread, "", null));
        }
    }

    public static void interrupting(Thread thread) {
        instant(Event.Kind.INTERRUPT, thread, "", null);
    }

    /** The calling thread is about to sleep; {@link #over} ends it. */
    public static @Nullable Object sleeping() {
        return begin(Event.Kind.SLEEPING, null, "", null);
    }

    static @Nullable Object connecting(String call) {
        return begin(Event.Kind.IO, null, call, null);
    }

    public static @Nullable Object joining(Thread thread) {
        return begin(Event.Kind.JOINING, thread, "", null);
    }

    /** The calling thread asks for a lock or a permit; {@link #acquired} or {@link #over} ends it. */
    public static @Nullable Object acquiring(Object lock, String name, ResourceKind kind) {
        return begin(Event.Kind.BLOCKED, lock, name, kind);
    }

    public static void acquired(Object lock, String name, ResourceKind kind) {
        ThreadLog log = log();
        if (log != null) {
            log.acquired(lock, name, kind);
        }
    }

    /** Called before the lock is given back. */
    public static void releasing(Object lock, String name, ResourceKind kind) {
        ThreadLog log = log();
        if (log != null) {
            log.releases(lock, name, kind);
        }
    }

    /** As {@link #acquiring}, of so many permits of a semaphore. */
    static @Nullable Object acquiring(Object semaphore, String name, int permits) {
        Event wait = begin(Event.Kind.BLOCKED, semaphore, name, ResourceKind.SEMAPHORE);
        if (wait != null) {
            wait.depth = permits;
        }
        return wait;
    }

    static void releasing(Object semaphore, String name, int permits) {
        ThreadLog log = log();
        if (log != null) {
            log.releasesPermits(semaphore, name, permits);
        }
    }

    /** The calling thread begins to wait for something to be told by {@link #signalling}. */
    public static @Nullable Object waiting(Object subject, String name, ResourceKind kind) {
        ThreadLog log = log();
        return log == null ? null : log.beginWait(subject, name, kind);
    }

    public static void signalling(Object subject, String name, ResourceKind kind) {
        instant(Event.Kind.SIGNAL, subject, name, kind);
    }

    /** The calling thread begins to wait for the result of a task. */
    public static @Nullable Object awaitingResult(Object future, String name) {
        return begin(Event.Kind.RESULT, future, name, ResourceKind.FUTURE);
    }

    static @Nullable Object parking(@Nullable Object blocker) {
        return begin(Event.Kind.PARKED, blocker, "", null);
    }

    /** Ends what one of the other methods began. */
    public static void over(@Nullable Object begun) {
        ThreadLog log = begun == null ? null : last();
        if (log != null && begun instanceof Event event && event.endNanos == Event.OPEN) {
            log.endWait(event);
        }
    }

    /** A task that the calling thread hands to a pool; null while no recording is on. */
    public static @Nullable TaskTrack submitting(Object pool, String poolName, String task) {
        ThreadLog log = log();
        if (log == null) {
            return null;
        }
        TaskTrack track = log.task(task);
        log.handOver(pool, poolName);
        return track;
    }

    /** A task that runs again: a thread put it back into the queue of its pool when it had run. */
    public static @Nullable TaskTrack again(Object pool, String poolName, String task, Thread by, long sinceNanos) {
        ThreadLog log = log();
        if (log == null) {
            return null;
        }
        TaskTrack track = new TaskTrack(by, task, sinceNanos);
        track.handedTo(pool, poolName);
        TaskTrack.waitsForMore(track);
        log.keep(track);
        return track;
    }

    /** A task that the calling thread is about to hand to a pool which the next probe names. */
    public static @Nullable TaskTrack submitting(String task) {
        ThreadLog log = log();
        return log == null ? null : log.task(task);
    }

    public static void mark(String text) {
        mark(MarkKind.USER, text);
    }

    /** Something was thrown out of the code that the calling thread runs. */
    public static void throwing(Throwable thrown) {
        mark(MarkKind.EXCEPTION, thrown.getClass().getSimpleName());
    }

    static void mark(MarkKind kind, String text) {
        ThreadLog log = log();
        if (log != null) {
            String line = text.strip().replace('\n', ' ').replace('\r', ' ');
            String shown = line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT - 1) + "…";
            log.instant(Event.mark(System.nanoTime(), kind, shown));
        }
    }

    /** The calling thread prints; the ends of lines alone are no mark. */
    public static void printing(byte[] bytes, int offset, int length) {
        if (session != null) {
            int shown = Math.min(length, LONGEST_TEXT * 4);
            String text = new String(bytes, offset, shown, java.nio.charset.StandardCharsets.UTF_8);
            if (!text.isBlank()) {
                mark(MarkKind.PRINT, text);
            }
        }
    }

    /** The calling thread begins to run the code that is recorded; {@link #over} ends it. */
    public static @Nullable Object running() {
        return begin(Event.Kind.BODY, Thread.currentThread(), "", null);
    }

    private static @Nullable Event begin(
            Event.Kind kind, @Nullable Object subject, String name, @Nullable ResourceKind resource) {
        ThreadLog log = log();
        return log == null ? null : log.begin(kind, subject, name, resource);
    }

    private static void instant(Event.Kind kind, Object subject, String name, @Nullable ResourceKind resource) {
        ThreadLog log = log();
        if (log != null) {
            log.instant(Event.instant(kind, System.nanoTime(), subject, name, resource));
        }
    }

    /** A thread's body that tells when it begins and ends, and what it throws. */
    private record Body(Runnable body) implements Runnable {
        @Override
        public void run() {
            Object begun = running();
            try {
                body.run();
            } catch (Throwable thrown) {
                throwing(thrown);
                throw thrown;
            } finally {
                over(begun);
            }
        }

        @Override
        public String toString() {
            return body.toString();
        }
    }

    static List<TaskTrack> handingOver(Object pool, String poolName) {
        ThreadLog log = log();
        return log == null ? List.of() : log.handOver(pool, poolName);
    }
}
