package weft.timeline.model;

import java.util.ArrayList;
import java.util.List;

/** Gathers one lane. For one thread only. */
public final class LaneBuilder {

    private final long id;
    private final String name;
    private final LaneKind kind;
    private boolean main;
    private Moment created = Moment.unknown();
    private Moment started = Moment.unknown();
    private Moment ended = Moment.unknown();
    private final List<Span> spans = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();

    LaneBuilder(long id, String name, LaneKind kind) {
        this.id = id;
        this.name = name;
        this.kind = kind;
    }

    public long id() {
        return id;
    }

    public LaneBuilder main() {
        main = true;
        return this;
    }

    public LaneBuilder created(long nanos) {
        created = Moment.at(nanos);
        return this;
    }

    public LaneBuilder started(long nanos) {
        started = Moment.at(nanos);
        return this;
    }

    public LaneBuilder ended(long nanos) {
        ended = Moment.at(nanos);
        return this;
    }

    public LaneBuilder span(Span span) {
        spans.add(span);
        return this;
    }

    public LaneBuilder span(long startNanos, long endNanos, ThreadState state) {
        return span(Span.of(startNanos, endNanos, state));
    }

    public LaneBuilder mark(long atNanos, MarkKind markKind, String text) {
        marks.add(new Mark(atNanos, markKind, text));
        return this;
    }

    Lane build() {
        return new Lane(id, name, kind, main, created, started, ended, spans, marks);
    }
}
