package weft.timeline.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import weft.timeline.model.Lane;
import weft.timeline.model.Source;
import weft.timeline.model.Span;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;
import weft.timeline.model.Words;

/** From the spans of a lane to its boxes. */
final class SpanBoxes {

    private static final double LABEL_MARGIN = 8;
    private static final int TOLD_STATES = 2;

    private final Timeline timeline;
    private final TimeScale scale;
    private final double labelSize;
    private final boolean fitsWords;

    SpanBoxes(Timeline timeline, TimeScale scale, RowMetrics metrics) {
        this.timeline = timeline;
        this.scale = scale;
        this.labelSize = metrics.labelSize();
        this.fitsWords = metrics.fitsWords();
    }

    /** The boxes of a lane, where spans narrower than so many pixels are merged with their neighbours. */
    List<SpanBox> of(Lane lane, double narrow) {
        List<Span> spans = lane.spans();
        List<SpanBox> boxes = new ArrayList<>();
        for (Merger.Run run : Merger.runs(edges(lane, timeline.durationNanos()), scale, narrow)) {
            boxes.add(run.count() == 1 ? single(spans.get(run.first()), run) : merged(spans, run));
        }
        return boxes;
    }

    static Merger.Edges edges(Lane lane, long durationNanos) {
        List<Span> spans = lane.spans();
        return new Merger.Edges() {
            @Override
            public int size() {
                return spans.size();
            }

            @Override
            public long start(int index) {
                return spans.get(index).startNanos();
            }

            @Override
            public long end(int index) {
                return spans.get(index).endNanos(durationNanos);
            }
        };
    }

    private SpanBox single(Span span, Merger.Run run) {
        return new SpanBox(
                run.x(),
                run.width(),
                span.state(),
                span.source(),
                span.end().isOpen(),
                1,
                span.resource() == null ? "" : span.resource(),
                label(span, run.width()),
                tooltip(span));
    }

    private String label(Span span, double width) {
        String letter = String.valueOf(span.state().letter());
        String what = waitedFor(span);
        if (!what.isEmpty() && fitsWords) {
            String whole = letter + " " + what;
            if (TextWidth.of(whole, labelSize) + LABEL_MARGIN <= width) {
                return whole;
            }
        }
        return TextWidth.of(letter, labelSize) + LABEL_MARGIN / 2 <= width ? letter : "";
    }

    private String waitedFor(Span span) {
        if (span.resource() != null) {
            return timeline.resourceName(span.resource());
        }
        if (span.state() == ThreadState.JOINING && span.holder() != null) {
            return laneName(span.holder());
        }
        return "";
    }

    private String tooltip(Span span) {
        long end = span.endNanos(timeline.durationNanos());
        StringBuilder text = new StringBuilder(span.state().word());
        String what = waitedFor(span);
        if (!what.isEmpty()) {
            text.append(span.resource() == null ? " " + what : " “" + what + "”");
        }
        if (span.resource() != null && span.holder() != null) {
            text.append(", held by ").append(laneName(span.holder()));
        }
        text.append("; ").append(Words.duration(end - span.startNanos()));
        text.append(" from ").append(Words.duration(span.startNanos()));
        if (span.end().isOpen()) {
            text.append("; still open at the end");
        }
        if (span.source() != Source.EXACT) {
            text.append("; ").append(span.source().word());
        }
        return span.detail().isEmpty()
                ? text.toString()
                : text.append("; ").append(span.detail()).toString();
    }

    private String laneName(long id) {
        return timeline.laneWithId(id).map(Lane::name).orElse("thread " + id);
    }

    private SpanBox merged(List<Span> spans, Merger.Run run) {
        Map<ThreadState, Long> nanos = new EnumMap<>(ThreadState.class);
        Source weakest = Source.EXACT;
        for (Span span : spans.subList(run.first(), run.last() + 1)) {
            nanos.merge(span.state(), 1 + span.endNanos(timeline.durationNanos()) - span.startNanos(), Long::sum);
            weakest = span.source().compareTo(weakest) > 0 ? span.source() : weakest;
        }
        ThreadState most = nanos.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        Span last = spans.get(run.last());
        return new SpanBox(
                run.x(),
                run.width(),
                most,
                weakest,
                last.end().isOpen(),
                run.count(),
                "",
                "",
                mergedTooltip(nanos, run.count(), spans.get(run.first()).startNanos()));
    }

    private static String mergedTooltip(Map<ThreadState, Long> nanos, int count, long start) {
        double total = nanos.values().stream().mapToLong(Long::longValue).sum();
        String states = nanos.entrySet().stream()
                .sorted(Map.Entry.<ThreadState, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(TOLD_STATES)
                .map(entry -> entry.getKey().word() + " " + Words.percent(entry.getValue() / total))
                .collect(Collectors.joining(", "));
        String more = nanos.size() > TOLD_STATES ? ", …" : "";
        return Words.count(count, "span") + " from " + Words.duration(start) + ": " + states + more;
    }
}
