package weft.timeline.layout;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import weft.timeline.model.LinkKind;
import weft.timeline.model.MarkKind;
import weft.timeline.model.Shares;
import weft.timeline.model.Source;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;
import weft.timeline.model.Words;

/** Explains each sign that occurs in the picture, and only those; states come with their share of time. */
final class Legend {

    private static final double SIGN = 30;
    private static final double APART = 16;

    private final List<LegendEntry> entries = new ArrayList<>();
    private final double left;
    private final double right;
    private double x;
    private double y;

    Legend(double left, double right, double top) {
        this.left = left;
        this.right = right;
        this.x = left;
        this.y = top;
    }

    static List<LegendEntry> of(List<Panel> panels, double left, double right, double top) {
        Legend legend = new Legend(left, right, top);
        legend.states(panels);
        legend.edges(panels);
        legend.locks(panels);
        legend.marks(panels);
        legend.links(panels);
        return List.copyOf(legend.entries);
    }

    private void states(List<Panel> panels) {
        Map<ThreadState, List<String>> shares = new EnumMap<>(ThreadState.class);
        for (Panel panel : panels) {
            Timeline timeline = panel.timeline();
            Map<ThreadState, Double> found = new Shares(timeline).of(timeline.lanes());
            for (ThreadState state : ThreadState.values()) {
                if (found.containsKey(state)) {
                    shares.computeIfAbsent(state, unused -> new ArrayList<>())
                            .add(Words.percent(found.getOrDefault(state, 0.0)));
                }
            }
        }
        boolean single = panels.size() == 1;
        shares.forEach((state, share) -> add(
                LegendEntry.Sign.STATE,
                Optional.of(state),
                Optional.empty(),
                single ? state.word() + " " + share.get(0) : state.word()));
    }

    private void edges(List<Panel> panels) {
        List<SpanBox> boxes = boxes(panels);
        if (boxes.stream().anyMatch(SpanBox::isMerged)) {
            int merged = boxes.stream()
                    .filter(SpanBox::isMerged)
                    .mapToInt(SpanBox::merged)
                    .sum();
            add(LegendEntry.Sign.MERGED, Words.count(merged) + " narrow spans merged");
        }
        if (boxes.stream().anyMatch(SpanBox::isOpen)) {
            add(LegendEntry.Sign.OPEN, "still open");
        }
        boolean sampled = boxes.stream().anyMatch(box -> box.source() == Source.SAMPLED);
        boolean inferred = boxes.stream().anyMatch(box -> box.source() == Source.INFERRED);
        if (sampled || inferred) {
            String how = sampled && inferred ? "sampled or inferred" : sampled ? "sampled" : "inferred";
            add(LegendEntry.Sign.SAMPLED, how + ", not exact");
        }
        if (panels.stream().anyMatch(panel -> !panel.bands().isEmpty())) {
            add(LegendEntry.Sign.PAUSE, "all threads paused");
        }
    }

    private static List<SpanBox> boxes(List<Panel> panels) {
        return panels.stream()
                .flatMap(panel -> panel.rows().stream())
                .filter(Row.LaneRow.class::isInstance)
                .flatMap(row -> ((Row.LaneRow) row).spans().stream())
                .toList();
    }

    private void locks(List<Panel> panels) {
        Set<HoldBox.Use> uses = EnumSet.noneOf(HoldBox.Use.class);
        panels.stream()
                .flatMap(panel -> panel.rows().stream())
                .filter(Row.LockRow.class::isInstance)
                .flatMap(row -> ((Row.LockRow) row).holds().stream())
                .forEach(box -> uses.add(box.use()));
        for (HoldBox.Use use : uses) {
            add(LegendEntry.Sign.valueOf(use.name()), use.word());
        }
    }

    private void marks(List<Panel> panels) {
        Set<MarkKind> kinds = EnumSet.noneOf(MarkKind.class);
        panels.stream()
                .flatMap(panel -> panel.rows().stream())
                .filter(Row.LaneRow.class::isInstance)
                .flatMap(row -> ((Row.LaneRow) row).marks().stream())
                .forEach(mark -> kinds.add(mark.kind()));
        for (MarkKind kind : kinds) {
            add(LegendEntry.Sign.valueOf(kind.name()), kind.word());
        }
    }

    private void links(List<Panel> panels) {
        Set<LinkKind> kinds = EnumSet.noneOf(LinkKind.class);
        panels.forEach(panel -> panel.arrows().forEach(arrow -> {
            if (!arrow.isOnDemand()) {
                kinds.add(arrow.kind());
            }
        }));
        for (LinkKind kind : kinds) {
            add(LegendEntry.Sign.LINK, Optional.empty(), Optional.of(kind), kind.word());
        }
    }

    private void add(LegendEntry.Sign sign, String text) {
        add(sign, Optional.empty(), Optional.empty(), text);
    }

    private void add(LegendEntry.Sign sign, Optional<ThreadState> state, Optional<LinkKind> link, String text) {
        double width = SIGN + TextWidth.of(text, Geometry.LEGEND_SIZE);
        if (x > left && x + width > right) {
            x = left;
            y += Geometry.LEGEND_LINE;
        }
        entries.add(new LegendEntry(x, y, sign, state, link, text));
        x += width + APART;
    }
}
