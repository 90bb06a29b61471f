package weft.timeline.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import weft.timeline.model.Timeline;
import weft.timeline.model.Words;

/**
 * From timelines to a picture: the pure middle between model and renderers.
 *
 * <pre>
 *   title                                   OpenJDK 25 · 2 cores
 *   Serialised by `lock`: one thread at a time for 83 % of the run.
 *              0        10        20        30 ms
 *   main       [running][J joining==============]
 *   A                 [running====][B lock======]
 *   lock              [A===============][B======]
 *   [R] running 43 %   [B] blocked 20 %   …
 * </pre>
 */
public final class Layout {

    private static final int COARSEST = 16;

    /** Bold letters are so much wider. */
    private static final double BOLD = 1.08;

    /** Names of the source, as the model's sentences have them; a picture is not Markdown. */
    private static final Pattern BACKTICKS = Pattern.compile("`([^`]*)`");

    /** The longest that stands below the name of a lock. */
    private static final String LOCK_NOTE = "wanted under 1 %";

    private final List<Timeline> timelines;
    private final TimelineOptions options;
    private final int coarse;
    private final List<RowPlan> plans;
    private final List<String> sentences;

    /** @param coarse what the budget of boxes is divided by */
    private Layout(List<Timeline> timelines, TimelineOptions options, int coarse) {
        if (timelines.isEmpty()) {
            throw new IllegalArgumentException("There is \"no\" timeline to draw; record one with Timeline.record(…).");
        }
        this.timelines = timelines;
        this.coarse = coarse;
        this.options = options;
        this.plans = timelines.stream()
                .map(timeline -> RowPlan.of(timeline, options, coarse))
                .toList();
        this.sentences = timelines.stream()
                .map(timeline -> BACKTICKS.matcher(timeline.sentence()).replaceAll("“$1”"))
                .toList();
    }

    public static Picture of(Timeline timeline, TimelineOptions options) {
        return compare(List.of(timeline), options);
    }

    /** Several runs below each other on one scale. */
    public static Picture compare(List<Timeline> timelines, TimelineOptions options) {
        Picture picture = new Layout(List.copyOf(timelines), options, 1).picture();
        for (int coarse = 2; coarse <= COARSEST && Weight.of(picture) > Weight.MOST; coarse *= 2) {
            picture = new Layout(List.copyOf(timelines), options, coarse).picture();
        }
        return picture;
    }

    private Picture picture() {
        List<List<String>> heads = sentences.stream().map(this::head).toList();
        RowMetrics metrics = metrics(heads);
        double gutter = gutter(metrics);
        TimeScale scale = scale(gutter);
        Density density = Density.of(timelines, plans, scale, coarse);
        List<Panel> panels = new ArrayList<>();
        double top = Geometry.MARGIN;
        for (int i = 0; i < timelines.size(); i++) {
            Panel panel = panel(i, heads.get(i), metrics, scale, density, top);
            panels.add(panel);
            top = panel.rowsBottom() + Geometry.PANEL_GAP;
        }
        double left = Geometry.MARGIN;
        List<LegendEntry> legend = Legend.of(panels, left, options.width() - left, top + 4);
        double legendBottom =
                legend.isEmpty() ? top : legend.get(legend.size() - 1).y() + Geometry.LEGEND_LINE;
        List<String> notes = notes(panels);
        double height = legendBottom + Geometry.NOTE_LINE * notes.size() + (notes.isEmpty() ? 2 : 8);
        return new Picture(
                options.width(),
                Math.ceil(height),
                gutter,
                title(),
                description(),
                metrics,
                List.copyOf(panels),
                legend,
                notes,
                legendBottom + 4,
                options.theme());
    }

    private Panel panel(
            int index, List<String> head, RowMetrics metrics, TimeScale scale, Density density, double top) {
        Timeline timeline = timelines.get(index);
        RowPlan plan = plans.get(index);
        double rowsTop = top + headHeight(index, head) + Geometry.AXIS;
        List<Row> rows = new PanelLayout(timeline, metrics, scale, density).rows(plan, rowsTop);
        double rowsBottom = rows.isEmpty() ? rowsTop : rows.get(rows.size() - 1).bottom();
        List<String> notes = new ArrayList<>(plan.notes());
        Arrows arrows = new Arrows(timeline, metrics, scale, rows);
        return new Panel(
                timeline,
                panelTitle(index),
                timeline.environment().stamp(),
                head,
                top,
                Geometry.HEAD_SIZE,
                rowsTop,
                rowsBottom,
                scale,
                scale.ticks(Geometry.TICKS_APART),
                rows,
                options.arrows() ? arrows.arrows(notes) : List.of(),
                arrows.ring(scale.right()),
                PauseBands.of(timeline, scale),
                notes);
    }

    private RowMetrics metrics(List<List<String>> heads) {
        int rows = 0;
        double used = 2 * Geometry.MARGIN + 2 * Geometry.LEGEND_LINE;
        for (int i = 0; i < timelines.size(); i++) {
            used += headHeight(i, heads.get(i)) + Geometry.AXIS + Geometry.PANEL_GAP + Geometry.SECTION_GAP;
            for (RowPlan.Entry entry : plans.get(i).entries()) {
                rows += entry instanceof RowPlan.BandEntry ? (int) Math.ceil(Geometry.BAND_PITCHES) : 1;
                used += entry instanceof RowPlan.LaneEntry lane && lane.hasWords() ? Geometry.MARK_ROOM : 0;
            }
        }
        return RowMetrics.forRows(rows, RowMetrics.SLIDE_HEIGHT - used);
    }

    private double headHeight(int index, List<String> head) {
        boolean titled = !panelTitle(index).isEmpty()
                || !timelines.get(index).environment().stamp().isEmpty();
        return (titled ? Geometry.TITLE_LINE : 0) + Geometry.HEAD_LINE * head.size();
    }

    private double gutter(RowMetrics metrics) {
        double widest = Geometry.MIN_GUTTER;
        for (int i = 0; i < plans.size(); i++) {
            for (RowPlan.Entry entry : plans.get(i).entries()) {
                double padlock = entry instanceof RowPlan.LockEntry ? 1.2 * metrics.nameSize() : 0;
                double name = TextWidth.of(nameOf(entry), metrics.nameSize()) * BOLD + padlock;
                widest = Math.max(widest, Geometry.MARGIN + name + 10);
                if (entry instanceof RowPlan.LockEntry) {
                    widest = Math.max(widest, Geometry.MARGIN + TextWidth.of(LOCK_NOTE, Geometry.NOTE_SIZE) + 5);
                }
            }
        }
        return Math.min(Math.rint(options.width() * Geometry.MAX_GUTTER_PART), Math.ceil(widest));
    }

    private static String nameOf(RowPlan.Entry entry) {
        if (entry instanceof RowPlan.LaneEntry lane) {
            return lane.lane().name();
        }
        if (entry instanceof RowPlan.LockEntry lock) {
            return lock.resource().name();
        }
        if (entry instanceof RowPlan.PoolEntry pool) {
            return pool.pool().name();
        }
        return entry instanceof RowPlan.BandEntry band ? band.name() : "";
    }

    private TimeScale scale(double gutter) {
        boolean ring =
                timelines.stream().anyMatch(timeline -> timeline.deadlock().isPresent());
        double right = options.width() - Geometry.MARGIN - (ring ? Geometry.RING_MARGIN : 4);
        long longest =
                timelines.stream().mapToLong(Timeline::durationNanos).max().orElse(1);
        long from = zoom().map(Zoom::startNanos).orElse(0L);
        long to = zoom().map(zoom -> Math.min(zoom.endNanos(), longest)).orElse(longest);
        return new TimeScale(from, to, gutter, right);
    }

    private List<String> head(String sentence) {
        double width = options.width() - 2 * Geometry.MARGIN;
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sentence.split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && TextWidth.of(longer, Geometry.HEAD_SIZE) > width) {
                lines.add(line.toString());
                line = new StringBuilder(word);
            } else {
                line = new StringBuilder(longer);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    private List<String> notes(List<Panel> panels) {
        List<String> notes = new ArrayList<>();
        options.zoom().ifPresent(zoom -> {
            String part = Words.duration(zoom.startNanos()) + " … " + Words.duration(zoom.endNanos());
            notes.add(
                    zoom().isPresent()
                            ? "Zoomed to " + part + " of " + Words.duration(longest()) + "."
                            : "All is drawn: it ends after " + Words.duration(longest()) + ", before the part " + part
                                    + " begins.");
        });
        notes.addAll(Notes.of(panels));
        return List.copyOf(notes);
    }

    /** The part to draw; empty also where the runs have nothing there. */
    private Optional<Zoom> zoom() {
        return options.zoom().filter(zoom -> zoom.startNanos() < longest());
    }

    private long longest() {
        return timelines.stream().mapToLong(Timeline::durationNanos).max().orElse(0);
    }

    private String panelTitle(int index) {
        Timeline timeline = timelines.get(index);
        if (timelines.size() == 1) {
            return options.title().isEmpty() ? timeline.title() : options.title();
        }
        return timeline.title() + ": " + Words.duration(timeline.durationNanos());
    }

    private String title() {
        if (!options.title().isEmpty()) {
            return options.title();
        }
        String joined = timelines.stream()
                .map(Timeline::title)
                .filter(title -> !title.isEmpty())
                .collect(Collectors.joining(" / "));
        return joined.isEmpty() ? "Timeline of threads" : joined;
    }

    private String description() {
        if (timelines.size() == 1) {
            return sentences.get(0);
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < timelines.size(); i++) {
            Timeline timeline = timelines.get(i);
            parts.add(timeline.title() + " (" + Words.duration(timeline.durationNanos()) + "): " + sentences.get(i));
        }
        return String.join(" ", parts);
    }
}
