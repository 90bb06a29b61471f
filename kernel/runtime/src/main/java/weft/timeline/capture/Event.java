package weft.timeline.capture;

import org.jspecify.annotations.Nullable;
import weft.timeline.model.MarkKind;
import weft.timeline.model.ResourceKind;

/**
 * Something that one thread did: an interval, or an instant whose end is its start.
 *
 * <p><b>Threads.</b> Written by the thread that it is about, with plain writes: a fence here would order the learner's
 * own reads and writes and hide a race. Others read it when its {@link ThreadLog} has published it; the end of an event
 * that is still open may change at any time, and is read once.
 */
final class Event {

    /** In the place of an end that has not come. */
    static final long OPEN = Long.MAX_VALUE;

    /** What happened. */
    enum Kind {
        /** Kept out by a lock. */
        BLOCKED,
        /** Had a lock. */
        HOLD,
        /** Waited to be told. */
        WAITING,
        /** Waited for the result of a task. */
        RESULT,
        JOINING,
        SLEEPING,
        /** Waited for another program or machine. */
        IO,
        PARKED,
        /** Ran the body of the thread, or a snippet of the cell. */
        BODY,
        START,
        SIGNAL,
        INTERRUPT,
        MARK;

        /** Whether a short one says nothing: every lock is waited for, if only for some nanoseconds. */
        boolean isNoiseWhenShort() {
            return this == BLOCKED || this == WAITING || this == RESULT || this == PARKED;
        }
    }

    final Kind kind;
    final long startNanos;
    final @Nullable Object subject;
    /** As the source names the subject; empty where it does not. */
    final String name;

    final @Nullable ResourceKind resource;
    final @Nullable MarkKind mark;
    long endNanos = OPEN;
    /** How often it was entered anew by its own thread; of a semaphore, how many permits it is about. */
    int depth = 1;
    /** A hold that this wait has interrupted, to be taken up again afterwards. */
    @Nullable Event paused;

    private Event(
            Kind kind,
            long startNanos,
            @Nullable Object subject,
            String name,
            @Nullable ResourceKind resource,
            @Nullable MarkKind mark) {
        this.kind = kind;
        this.startNanos = startNanos;
        this.subject = subject;
        this.name = name;
        this.resource = resource;
        this.mark = mark;
    }

    static Event begun(Kind kind, long nanos, @Nullable Object subject, String name, @Nullable ResourceKind resource) {
        return new Event(kind, nanos, subject, name, resource, null);
    }

    static Event instant(
            Kind kind, long nanos, @Nullable Object subject, String name, @Nullable ResourceKind resource) {
        Event event = new Event(kind, nanos, subject, name, resource, null);
        event.endNanos = nanos;
        return event;
    }

    static Event mark(long nanos, MarkKind mark, String text) {
        Event event = new Event(Kind.MARK, nanos, null, text, null, mark);
        event.endNanos = nanos;
        return event;
    }

    Event of(int permits) {
        depth = permits;
        return this;
    }

    boolean isAbout(Kind wanted, Object object, @Nullable ResourceKind of) {
        return kind == wanted && subject == object && resource == of;
    }
}
