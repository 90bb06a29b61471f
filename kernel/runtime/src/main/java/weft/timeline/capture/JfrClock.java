package weft.timeline.capture;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Converts the times of a flight recording to those of {@code System.nanoTime()}. JFR counts processor ticks from the
 * start of each of its chunks and gives out wall-clock times; their distance from {@code nanoTime} is of the order of
 * 10 µs, differs from process to process and drifts. So it is read at the start and at the end of a recording, and a
 * straight line is drawn between.
 */
final class JfrClock {

    /** One moment on both clocks, in nanoseconds: JFR's since 1970. */
    record Reading(long jfr, long nanoTime) {}

    private final Reading first;
    private final Reading last;

    JfrClock(List<Reading> readings) {
        if (readings.isEmpty()) {
            throw new IllegalArgumentException(
                    "The flight recording holds \"0\" events of " + ClockEvent.NAME + ", so its times mean nothing");
        }
        List<Reading> sorted =
                readings.stream().sorted(Comparator.comparingLong(Reading::jfr)).toList();
        first = sorted.get(0);
        last = sorted.get(sorted.size() - 1);
    }

    static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }

    long nanoTime(Instant instant) {
        long since = nanos(instant) - first.jfr();
        long span = last.jfr() - first.jfr();
        long drift = span <= 0 ? 0 : (last.nanoTime() - first.nanoTime()) - span;
        double part = span <= 0 ? 0 : (double) since / span;
        return first.nanoTime() + since + Math.round(drift * part);
    }
}
