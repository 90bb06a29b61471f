package weft.timeline.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import weft.timeline.model.HoldSpan;
import weft.timeline.model.Lane;
import weft.timeline.model.Resource;
import weft.timeline.model.Span;
import weft.timeline.model.Timeline;
import weft.timeline.model.Words;

/**
 * From the holds of a lock, and the waits for it, to the boxes of its lane.
 *
 * <pre>
 *   A holds     [==============]
 *   B waits         [==========]
 *   B holds                    [=====]
 *   boxes       [held][contended][held]
 * </pre>
 */
final class HoldBoxes {

    private static final double LABEL_MARGIN = 8;

    private final Timeline timeline;
    private final Resource resource;
    private final List<Piece> pieces;

    private record Piece(long start, long end, HoldBox.Use use, List<Long> holders, int waiters, boolean isOpen) {}

    private record Change(List<Long> takes, List<Long> gives, int waiters) {}

    HoldBoxes(Timeline timeline, Resource resource) {
        this.timeline = timeline;
        this.resource = resource;
        this.pieces = sweep();
    }

    List<HoldBox> boxes(TimeScale scale, double narrow, double labelSize) {
        List<HoldBox> boxes = new ArrayList<>();
        for (Merger.Run run : Merger.runs(edges(), scale, narrow)) {
            boxes.add(
                    run.count() == 1
                            ? single(pieces.get(run.first()), run, labelSize)
                            : merged(pieces.subList(run.first(), run.last() + 1), run));
        }
        return boxes;
    }

    Merger.Edges edges() {
        return new Merger.Edges() {
            @Override
            public int size() {
                return pieces.size();
            }

            @Override
            public long start(int index) {
                return pieces.get(index).start();
            }

            @Override
            public long end(int index) {
                return pieces.get(index).end();
            }
        };
    }

    /** Sweeps over all times at which a holder or the number of waiters changes. */
    private List<Piece> sweep() {
        List<Piece> swept = new ArrayList<>();
        List<Long> holders = new ArrayList<>();
        int waiters = 0;
        long from = 0;
        for (Map.Entry<Long, Change> entry : changes().entrySet()) {
            if (entry.getKey() > from && (!holders.isEmpty() || waiters > 0)) {
                append(
                        swept,
                        new Piece(from, entry.getKey(), use(holders, waiters), List.copyOf(holders), waiters, false));
            }
            Change change = entry.getValue();
            change.gives().forEach(holder -> holders.remove(holder));
            holders.addAll(change.takes());
            waiters += change.waiters();
            from = entry.getKey();
        }
        markOpen(swept);
        return swept;
    }

    private Map<Long, Change> changes() {
        long limit = timeline.durationNanos();
        Map<Long, Change> changes = new TreeMap<>();
        for (HoldSpan hold : resource.holds()) {
            merge(changes, hold.startNanos(), new Change(List.of(hold.holder()), List.of(), 0));
            merge(changes, hold.end().orAt(limit), new Change(List.of(), List.of(hold.holder()), 0));
        }
        for (Lane lane : timeline.lanes()) {
            for (Span span : lane.spans()) {
                if (resource.keepsOut(span)) {
                    merge(changes, span.startNanos(), new Change(List.of(), List.of(), 1));
                    merge(changes, span.endNanos(limit), new Change(List.of(), List.of(), -1));
                }
            }
        }
        return changes;
    }

    private static void merge(Map<Long, Change> changes, long at, Change change) {
        changes.merge(at, change, (a, b) -> {
            List<Long> takes = new ArrayList<>(a.takes());
            takes.addAll(b.takes());
            List<Long> gives = new ArrayList<>(a.gives());
            gives.addAll(b.gives());
            return new Change(takes, gives, a.waiters() + b.waiters());
        });
    }

    private static HoldBox.Use use(List<Long> holders, int waiters) {
        if (holders.isEmpty()) {
            return HoldBox.Use.AWAITED;
        }
        return waiters > 0 ? HoldBox.Use.CONTENDED : HoldBox.Use.HELD;
    }

    /** One more waiter does not begin a new box; the box tells the most there were. */
    private static void append(List<Piece> pieces, Piece piece) {
        int last = pieces.size() - 1;
        if (last >= 0) {
            Piece before = pieces.get(last);
            if (before.end() == piece.start()
                    && before.use() == piece.use()
                    && before.holders().equals(piece.holders())) {
                int waiters = Math.max(before.waiters(), piece.waiters());
                pieces.set(last, new Piece(before.start(), piece.end(), piece.use(), piece.holders(), waiters, false));
                return;
            }
        }
        pieces.add(piece);
    }

    private void markOpen(List<Piece> pieces) {
        boolean anyOpen = resource.holds().stream().anyMatch(hold -> hold.end().isOpen());
        int last = pieces.size() - 1;
        if (anyOpen && last >= 0 && pieces.get(last).end() == timeline.durationNanos()) {
            Piece piece = pieces.get(last);
            pieces.set(
                    last, new Piece(piece.start(), piece.end(), piece.use(), piece.holders(), piece.waiters(), true));
        }
    }

    private HoldBox single(Piece piece, Merger.Run run, double labelSize) {
        String who = who(piece);
        String waiting = piece.waiters() == 0 ? "" : piece.waiters() + " waiting";
        String both = who.isEmpty() || waiting.isEmpty() ? who + waiting : who + " · " + waiting;
        String label = "";
        for (String candidate : List.of(both, who)) {
            if (label.isEmpty() && TextWidth.of(candidate, labelSize) + LABEL_MARGIN <= run.width()) {
                label = candidate;
            }
        }
        String tooltip = "“" + resource.name() + "” " + piece.use().word() + (who.isEmpty() ? "" : " (" + who + ")")
                + (waiting.isEmpty() ? "" : ", " + waiting) + "; " + Words.duration(piece.end() - piece.start())
                + " from " + Words.duration(piece.start());
        return new HoldBox(run.x(), run.width(), piece.use(), piece.isOpen(), 1, label, tooltip);
    }

    private String who(Piece piece) {
        if (piece.holders().isEmpty()) {
            return "";
        }
        long first = piece.holders().get(0);
        return piece.holders().size() == 1
                ? timeline.laneWithId(first).map(Lane::name).orElse("thread " + first)
                : piece.holders().size() + " threads";
    }

    private HoldBox merged(List<Piece> pieces, Merger.Run run) {
        long contended = pieces.stream()
                .filter(piece -> piece.use() == HoldBox.Use.CONTENDED)
                .mapToLong(piece -> piece.end() - piece.start())
                .sum();
        long held = pieces.stream()
                .filter(piece -> piece.use() == HoldBox.Use.HELD)
                .mapToLong(piece -> piece.end() - piece.start())
                .sum();
        HoldBox.Use use = contended > 0 ? HoldBox.Use.CONTENDED : held > 0 ? HoldBox.Use.HELD : HoldBox.Use.AWAITED;
        String tooltip = "“" + resource.name() + "”: " + Words.count(run.count()) + " changes of hands from "
                + Words.duration(pieces.get(0).start()) + "; held " + Words.duration(held + contended)
                + ", of it while others wait " + Words.duration(contended);
        return new HoldBox(
                run.x(), run.width(), use, pieces.get(pieces.size() - 1).isOpen(), run.count(), "", tooltip);
    }
}
