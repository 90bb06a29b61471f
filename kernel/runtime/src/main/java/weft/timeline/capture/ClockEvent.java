package weft.timeline.capture;

import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One moment on both clocks: JFR stamps the event with its own, the field holds {@code System.nanoTime()}. */
@Name(ClockEvent.NAME)
@StackTrace(false)
final class ClockEvent extends Event {

    static final String NAME = "weft.Clock";

    /** The first tries run before the code is warm, and any try may be interrupted by another thread. */
    private static final int TRIES = 12;

    long nanoTime;

    /** Half the time that passed around the stamp: the reading can be off by so much. */
    long errorNanos;

    /** Records the tightest of some readings. */
    static void stamp() {
        ClockEvent best = reading();
        for (int i = 1; i < TRIES; i++) {
            ClockEvent next = reading();
            best = next.errorNanos < best.errorNanos ? next : best;
        }
        best.commit();
    }

    private static ClockEvent reading() {
        ClockEvent event = new ClockEvent();
        long before = System.nanoTime();
        event.begin();
        long after = System.nanoTime();
        event.nanoTime = before + (after - before) / 2;
        event.errorNanos = (after - before + 1) / 2;
        return event;
    }
}
