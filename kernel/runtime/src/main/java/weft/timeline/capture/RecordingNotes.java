package weft.timeline.capture;

import java.util.List;
import weft.timeline.model.Note;
import weft.timeline.model.Source;
import weft.timeline.model.Span;
import weft.timeline.model.TimelineBuilder;
import weft.timeline.model.Words;

/** What the reader of one recording must know of its limits. */
final class RecordingNotes {

    /** The statements of a cell follow each other more closely, unless the compiler comes between them. */
    private static final long VISIBLE_GAP_NANOS = 5_000_000;

    /** Looks that are nearer to each other than this give edges that are as good as exact to the eye. */
    private static final long COARSE_NANOS = 5_000_000;

    /** Less than this, summed over all threads, is no part of the story. */
    private static final long WORTH_A_NOTE_NANOS = 25_000_000;

    private static final double WORTH_A_NOTE = 0.02;

    private final RecordingOptions options;
    private long sampledNanos;
    private long nanos;

    RecordingNotes(RecordingOptions options) {
        this.options = options;
    }

    /** Takes a span that is drawn. */
    void drawn(Span span, long durationNanos) {
        long length = span.endNanos(durationNanos) - span.startNanos();
        nanos += length;
        if (span.source() == Source.SAMPLED) {
            sampledNanos += length;
        }
    }

    /** After all spans were taken. */
    void build(TimelineBuilder builder, List<LaneDraft> lanes, List<ThreadLog> logs, List<Evidence> evidence) {
        evidence.forEach(seen -> seen.notes().forEach(note -> builder.note(note.kind(), note.text())));
        looks(builder, evidence);
        logs(builder, logs);
        if (options.onlyCode() && lanes.stream().anyMatch(lane -> lane.isMain && hasGap(lane.bodies))) {
            builder.note(
                    Note.Kind.INFO,
                    "Where " + options.main().getName() + " has gaps, the kernel loaded the next statement.");
        }
    }

    private void looks(TimelineBuilder builder, List<Evidence> evidence) {
        long period = evidence.stream()
                .mapToLong(seen -> seen.looks().everyNanos())
                .max()
                .orElse(0);
        if (period > COARSE_NANOS && sampledNanos >= WORTH_A_NOTE_NANOS && sampledNanos >= WORTH_A_NOTE * nanos) {
            builder.note(
                    Note.Kind.INFO,
                    "Sampled states were looked at every " + Words.duration(period) + ": their edges are as coarse.");
        }
    }

    private static void logs(TimelineBuilder builder, List<ThreadLog> logs) {
        long folded = logs.stream().mapToLong(ThreadLog::folded).sum();
        if (folded > 0) {
            builder.note(
                    Note.Kind.FOLDED,
                    Words.count(folded, "short hold")
                            + " of locks, of the same kind as those drawn, are counted only.");
        }
        long dropped = logs.stream().mapToLong(ThreadLog::dropped).sum();
        if (dropped > 0) {
            builder.note(
                    Note.Kind.DROPPED,
                    Words.count(dropped, "event") + " did not fit: a thread keeps " + Words.count(ThreadLog.CAPACITY)
                            + ".");
        }
    }

    private static boolean hasGap(List<Event> bodies) {
        for (int i = 1; i < bodies.size(); i++) {
            if (bodies.get(i).startNanos - bodies.get(i - 1).endNanos > VISIBLE_GAP_NANOS) {
                return true;
            }
        }
        return false;
    }
}
