package weft.timeline.render;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import weft.timeline.layout.Band;
import weft.timeline.layout.HoldBox;
import weft.timeline.layout.Panel;
import weft.timeline.layout.Picture;
import weft.timeline.layout.Row;
import weft.timeline.layout.SpanBox;
import weft.timeline.layout.TimeScale;
import weft.timeline.model.Lane;
import weft.timeline.model.MarkKind;
import weft.timeline.model.Shares;
import weft.timeline.model.Span;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;
import weft.timeline.model.Words;

/**
 * Draws a picture with letters, a hundred columns wide, for consoles, logs and tests. Each column of a lane is the
 * letter of the state that took most of its time; a blank is "not recorded", {@code -} is "not alive".
 *
 * <pre>
 *                 0         10        20 ms
 * main            |RRJJJJJJJJJJJJJJJJJJJJRR|
 * A               |--RRRRRRRBBBBBBRRRRRR---|
 * lock            |  #######***********    |
 * R running 43 %   B blocked on a lock 20 %   # held   * held while others wait
 * </pre>
 */
public final class TextRenderer {

    private static final int WIDTH = 100;
    private static final int GUTTER = 16;
    private static final int COLUMNS = WIDTH - GUTTER - 2;
    private static final int TICKS_APART = 14;

    private final StringBuilder out = new StringBuilder();

    private TextRenderer() {}

    public static String render(Picture picture) {
        TextRenderer text = new TextRenderer();
        picture.panels().forEach(text::panel);
        picture.notes().forEach(note -> text.wrap("Note: " + note));
        return text.out.toString();
    }

    private void panel(Panel panel) {
        if (!out.isEmpty()) {
            line("");
        }
        String stamp = panel.stamp().isEmpty() ? "" : "   [" + panel.stamp() + "]";
        if (!panel.title().isEmpty() || !stamp.isEmpty()) {
            line(panel.title() + stamp);
        }
        wrap(String.join(" ", panel.head()));
        TimeScale scale =
                new TimeScale(panel.scale().startNanos(), panel.scale().endNanos(), 0, COLUMNS);
        line(" ".repeat(GUTTER + 1) + axis(scale));
        for (Row row : panel.rows()) {
            row(row, panel, scale);
        }
        pauses(panel);
        legend(panel);
    }

    private void pauses(Panel panel) {
        if (panel.bands().isEmpty()) {
            return;
        }
        char[] cells = blank();
        for (Band band : panel.bands()) {
            fill(cells, column(panel, band.x()), column(panel, band.x() + band.width()), 'G');
        }
        laneLine("all paused", cells, false);
    }

    private void row(Row row, Panel panel, TimeScale scale) {
        if (row instanceof Row.LaneRow lane) {
            laneLine(lane.name(), cells(lane.lane(), panel.timeline(), scale), isOpen(lane));
            marks(lane, scale);
        } else if (row instanceof Row.LockRow lock) {
            laneLine(lock.name(), lockCells(lock, panel), lock.holds().stream().anyMatch(HoldBox::isOpen));
        } else if (row instanceof Row.PoolRow pool) {
            laneLine(pool.name() + " queue", queueCells(pool, panel), false);
        } else if (row instanceof Row.BandRow band) {
            laneLine(band.name(), bandCells(band, panel), false);
        }
    }

    private void laneLine(String name, char[] cells, boolean open) {
        String shown = name.length() > GUTTER - 1 ? name.substring(0, GUTTER - 2) + "…" : name;
        line(shown + " ".repeat(GUTTER - shown.length()) + "|" + new String(cells) + (open ? "~" : "|"));
    }

    private static String axis(TimeScale scale) {
        StringBuilder axis = new StringBuilder(" ".repeat(COLUMNS));
        for (TimeScale.Tick tick : scale.ticks(TICKS_APART)) {
            int at = Math.min((int) Math.round(tick.x()), COLUMNS - tick.label().length());
            axis.replace(at, at + tick.label().length(), tick.label());
        }
        return axis.toString().stripTrailing();
    }

    /** For each column the state with the most time in it. */
    private static char[] cells(Lane lane, Timeline timeline, TimeScale scale) {
        char[] cells = new char[COLUMNS];
        List<Map<ThreadState, Double>> time = new ArrayList<>();
        for (int i = 0; i < COLUMNS; i++) {
            time.add(new EnumMap<>(ThreadState.class));
        }
        for (Span span : lane.spans()) {
            double from = scale.clampedX(span.startNanos());
            double to = scale.clampedX(span.endNanos(timeline.durationNanos()));
            for (int i = (int) from; i < Math.min(COLUMNS, Math.ceil(to)); i++) {
                double part = Math.min(to, i + 1.0) - Math.max(from, i);
                time.get(i).merge(span.state(), part, Double::sum);
            }
        }
        for (int i = 0; i < COLUMNS; i++) {
            cells[i] = time.get(i).entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(most -> most.getKey().letter())
                    .orElse(' ');
        }
        notAlive(cells, scale.clampedX(lane.firstNanos()), scale.clampedX(lane.lastNanos(timeline.durationNanos())));
        return cells;
    }

    private static void notAlive(char[] cells, double from, double to) {
        for (int i = 0; i < COLUMNS; i++) {
            if (cells[i] == ' ' && (i + 1 <= from || i >= to)) {
                cells[i] = '-';
            }
        }
    }

    private void marks(Row.LaneRow lane, TimeScale scale) {
        if (lane.marks().isEmpty()) {
            return;
        }
        char[] cells = blank();
        lane.lane().marks().forEach(mark -> {
            if (mark.atNanos() >= scale.startNanos() && mark.atNanos() <= scale.endNanos()) {
                cells[Math.min(COLUMNS - 1, (int) scale.x(mark.atNanos()))] = letter(mark.kind());
            }
        });
        line(" ".repeat(GUTTER + 1) + new String(cells));
    }

    private static char[] lockCells(Row.LockRow row, Panel panel) {
        char[] cells = blank();
        for (HoldBox.Use use : List.of(HoldBox.Use.AWAITED, HoldBox.Use.HELD, HoldBox.Use.CONTENDED)) {
            for (HoldBox box : row.holds()) {
                if (box.use() == use) {
                    fill(cells, column(panel, box.x()), column(panel, box.right()), symbol(use));
                }
            }
        }
        return cells;
    }

    private static char symbol(HoldBox.Use use) {
        return switch (use) {
            case HELD -> '#';
            case CONTENDED -> '*';
            case AWAITED -> '?';
        };
    }

    /** The number of tasks that wait, or + for ten and more. */
    private static char[] queueCells(Row.PoolRow row, Panel panel) {
        char[] cells = blank();
        for (Row.QueueBox box : row.queue()) {
            char digit = box.length() > 9 ? '+' : (char) ('0' + box.length());
            fill(cells, column(panel, box.x()), column(panel, box.x() + box.width()), digit);
        }
        return cells;
    }

    /** The state of most of the folded threads. */
    private static char[] bandCells(Row.BandRow row, Panel panel) {
        char[] cells = blank();
        double[] most = new double[COLUMNS];
        for (Row.Layer layer : row.layers()) {
            for (Row.Column column : layer.columns()) {
                int at = Math.min(COLUMNS - 1, (int) column(panel, column.x()));
                if (column.to() - column.from() > most[at]) {
                    most[at] = column.to() - column.from();
                    cells[at] = layer.state().letter();
                }
            }
        }
        return cells;
    }

    private static char[] blank() {
        return " ".repeat(COLUMNS).toCharArray();
    }

    private static double column(Panel panel, double x) {
        TimeScale scale = panel.scale();
        return (x - scale.left()) / (scale.right() - scale.left()) * COLUMNS;
    }

    private static void fill(char[] cells, double from, double to, char c) {
        int first = Math.max(0, Math.min(COLUMNS - 1, (int) Math.round(from)));
        int last = Math.max(first + 1, (int) Math.round(to));
        for (int i = first; i < Math.min(COLUMNS, last); i++) {
            cells[i] = c;
        }
    }

    private void legend(Panel panel) {
        List<String> signs = new ArrayList<>();
        new Shares(panel.timeline())
                .of(panel.timeline().lanes())
                .forEach((state, share) -> signs.add(state.letter() + " " + state.word() + " " + Words.percent(share)));
        boolean open = false;
        Set<HoldBox.Use> uses = EnumSet.noneOf(HoldBox.Use.class);
        Set<MarkKind> kinds = EnumSet.noneOf(MarkKind.class);
        for (Row row : panel.rows()) {
            if (row instanceof Row.LaneRow lane) {
                open |= isOpen(lane);
                lane.marks().forEach(mark -> kinds.add(mark.kind()));
            } else if (row instanceof Row.LockRow lock) {
                lock.holds().forEach(hold -> uses.add(hold.use()));
            }
        }
        uses.forEach(use -> signs.add(symbol(use) + " " + use.word()));
        kinds.forEach(kind -> signs.add(letter(kind) + " " + kind.word()));
        if (open) {
            signs.add("~ still open");
        }
        wrap(signs, "   ");
    }

    private static boolean isOpen(Row.LaneRow row) {
        return row.spans().stream().anyMatch(SpanBox::isOpen);
    }

    private static char letter(MarkKind kind) {
        return switch (kind) {
            case PRINT -> 'p';
            case NOTIFY -> 'n';
            case INTERRUPT -> 'i';
            case EXCEPTION -> 'x';
            case USER -> 'm';
        };
    }

    /** Puts the parts into lines, as many to each as fit. */
    private void wrap(List<String> parts, String between) {
        StringBuilder line = new StringBuilder();
        for (String part : parts) {
            if (!line.isEmpty() && line.length() + between.length() + part.length() > WIDTH) {
                line(line.toString());
                line = new StringBuilder();
            }
            line.append(line.isEmpty() ? "" : between).append(part);
        }
        line(line.toString());
    }

    private void wrap(String text) {
        wrap(List.of(text.split(" ", -1)), " ");
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}
