package weft.timeline.capture;

import weft.timeline.model.End;

/** The part of time that a recording shows, by {@code System.nanoTime()}. Inside, times count from its start. */
record Window(long fromNanos, long untilNanos) {

    boolean touches(long startNanos, long endNanos) {
        return endNanos >= fromNanos && startNanos <= untilNanos;
    }

    boolean contains(long nanos) {
        return nanos >= fromNanos && nanos <= untilNanos;
    }

    long durationNanos() {
        return untilNanos - fromNanos;
    }

    long at(long nanos) {
        return Math.max(fromNanos, Math.min(untilNanos, nanos)) - fromNanos;
    }

    /** What had not ended when the window did is open, also if it ended later. */
    End end(long nanos) {
        return nanos > untilNanos ? End.stillOpen() : End.at(at(nanos));
    }
}
