package weft.timeline.model;

import static weft.timeline.model.CaptureLine.name;
import static weft.timeline.model.CaptureLine.quote;

/** Writes a timeline as text that {@link CaptureReader} reads back to an equal one. The form is described there. */
public final class CaptureWriter {

    private final StringBuilder out = new StringBuilder();

    private CaptureWriter() {}

    public static String write(Timeline timeline) {
        CaptureWriter writer = new CaptureWriter();
        writer.head(timeline);
        timeline.lanes().forEach(writer::lane);
        timeline.resources().forEach(writer::resource);
        timeline.pools().forEach(writer::pool);
        timeline.links().forEach(writer::link);
        for (Pause pause : timeline.pauses()) {
            writer.line("pause", time(pause.startNanos()), end(pause.end()), quote(pause.name()));
        }
        for (Note note : timeline.notes()) {
            writer.line("note", name(note.kind()), quote(note.text()));
        }
        return writer.out.toString();
    }

    private void head(Timeline timeline) {
        line(CaptureReader.HEAD);
        line("title", quote(timeline.title()));
        line("duration", time(timeline.durationNanos()));
        Environment where = timeline.environment();
        String seen = where.carriersSeen() == 0 ? "" : " seen " + where.carriersSeen();
        line("environment", quote(where.runtime()), "cores " + where.cores(), "carriers " + where.carriers() + seen);
    }

    private void lane(Lane lane) {
        line(
                "thread " + lane.id(),
                quote(lane.name()),
                name(lane.kind())
                        + (lane.isMain() ? " main" : "")
                        + known(" created ", lane.created())
                        + known(" started ", lane.started())
                        + known(" ended ", lane.ended()));
        for (Span span : lane.spans()) {
            line(
                    " " + name(span.state()),
                    time(span.startNanos()),
                    end(span.end())
                            + (span.resource() == null ? "" : " for " + word(span.resource()))
                            + (span.holder() == null ? "" : " holder " + span.holder())
                            + (span.source() == Source.EXACT ? "" : " source " + name(span.source()))
                            + (span.detail().isEmpty() ? "" : " say " + quote(span.detail())));
        }
        for (Mark mark : lane.marks()) {
            line(" !", time(mark.atNanos()), name(mark.kind()), quote(mark.text()));
        }
    }

    private void resource(Resource resource) {
        line("resource", word(resource.id()), name(resource.kind()), quote(resource.name()));
        for (HoldSpan hold : resource.holds()) {
            line(
                    " held " + hold.holder(),
                    time(hold.startNanos()),
                    end(hold.end()) + (hold.source() == Source.EXACT ? "" : " source " + name(hold.source())));
        }
    }

    private void pool(Pool pool) {
        StringBuilder workers = new StringBuilder(pool.workers().isEmpty() ? "" : " workers");
        pool.workers().forEach(worker -> workers.append(' ').append(worker));
        line("pool", word(pool.id()), quote(pool.name()) + workers);
        for (QueueStep step : pool.queue()) {
            line(" queue", time(step.atNanos()), String.valueOf(step.length()));
        }
        for (Task task : pool.tasks()) {
            line(
                    " task",
                    quote(task.name()),
                    "submitted " + time(task.submittedNanos())
                            + (task.submitter() == null ? "" : " by " + task.submitter())
                            + known(" started ", task.started())
                            + " ended " + end(task.end())
                            + (task.worker() == null ? "" : " on " + task.worker()));
        }
    }

    private void link(Link link) {
        line(
                "link",
                name(link.kind()),
                String.valueOf(link.fromLane()),
                time(link.fromNanos()),
                String.valueOf(link.toLane()),
                time(link.toNanos()) + (link.label().isEmpty() ? "" : " " + quote(link.label())));
    }

    private void line(String... words) {
        out.append(String.join(" ", words)).append('\n');
    }

    private static String word(String id) {
        return id.isEmpty() || id.contains(" ") || id.contains("\"") || id.contains("\n") ? quote(id) : id;
    }

    private static String known(String key, Moment moment) {
        return moment instanceof Moment.Known known ? key + time(known.nanos()) : "";
    }

    private static String end(End end) {
        return end instanceof End.At at ? time(at.nanos()) : "..";
    }

    /** The shortest form that loses nothing. */
    private static String time(long nanos) {
        if (nanos == 0 || nanos % 1_000 != 0) {
            return String.valueOf(nanos);
        }
        return nanos % 1_000_000 == 0 ? nanos / 1_000_000 + "ms" : nanos / 1_000 + "us";
    }
}
