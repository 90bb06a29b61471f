package weft.timeline.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import weft.timeline.layout.Panel;
import weft.timeline.layout.Picture;
import weft.timeline.model.Activity;
import weft.timeline.model.Lane;
import weft.timeline.model.Moment;
import weft.timeline.model.Resource;
import weft.timeline.model.Shares;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;
import weft.timeline.model.Words;

/** The numbers of a picture as tables to unfold: one of its threads and one of its locks. */
final class TableRenderer {

    /** Longer tables make a page heavy; the rest is counted. */
    private static final int MAX_ROWS = 60;

    private final StringBuilder out = new StringBuilder();

    private TableRenderer() {}

    static String render(Picture picture) {
        TableRenderer table = new TableRenderer();
        table.out.append("<details><summary>Threads and locks as a table</summary>\n");
        for (Panel panel : picture.panels()) {
            table.threads(panel.timeline(), picture.panels().size() > 1 ? panel.title() + ": threads" : "Threads");
            table.locks(panel.timeline());
        }
        return table.out.append("</details>\n").toString();
    }

    private void threads(Timeline timeline, String caption) {
        List<ThreadState> states = new ArrayList<>(timeline.shares().keySet());
        List<String> heads = new ArrayList<>(List.of("thread", "kind", "from", "to"));
        states.forEach(state -> heads.add(state.word()));
        open(caption, heads);
        for (Lane lane :
                timeline.lanes().subList(0, Math.min(MAX_ROWS, timeline.lanes().size()))) {
            Map<ThreadState, Long> nanos = new Shares(timeline).nanos(List.of(lane));
            List<String> cells = new ArrayList<>();
            cells.add(lane.name() + (lane.isMain() ? " (main)" : ""));
            cells.add(lane.kind().word());
            cells.add(Words.duration(lane.firstNanos()));
            cells.add(end(lane, timeline));
            states.forEach(
                    state -> cells.add(nanos.containsKey(state) ? Words.duration(nanos.getOrDefault(state, 0L)) : ""));
            row(cells);
        }
        close(timeline.lanes().size(), "thread", heads.size());
    }

    private static String end(Lane lane, Timeline timeline) {
        if (lane.isStillOpen()) {
            return "still open";
        }
        return lane.ended() instanceof Moment.Known known
                ? Words.duration(known.nanos())
                : "≥ " + Words.duration(lane.lastNanos(timeline.durationNanos()));
    }

    private void locks(Timeline timeline) {
        if (timeline.resources().isEmpty()) {
            return;
        }
        Activity activity = new Activity(timeline);
        List<String> heads = List.of("lock", "kind", "taken", "held", "held while others wait", "most waiting at once");
        open("Locks", heads);
        for (Resource resource : timeline.resources()
                .subList(0, Math.min(MAX_ROWS, timeline.resources().size()))) {
            row(List.of(
                    resource.name(),
                    resource.kind().word(),
                    Words.count(resource.holds().size()) + " ×",
                    Words.duration(activity.held(resource).totalNanos()),
                    Words.duration(activity.contended(resource).totalNanos()),
                    Words.count(activity.waiters(resource).peak())));
        }
        close(timeline.resources().size(), "lock", heads.size());
    }

    private void open(String caption, List<String> heads) {
        out.append("<table><caption style=\"text-align:left\">")
                .append(Markup.text(caption))
                .append("</caption><tr>");
        heads.forEach(head ->
                out.append("<th scope=\"col\">").append(Markup.text(head)).append("</th>"));
        out.append("</tr>\n");
    }

    private void row(List<String> cells) {
        out.append("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            out.append(i == 0 ? "<th scope=\"row\">" : "<td>").append(Markup.text(cells.get(i)));
            out.append(i == 0 ? "</th>" : "</td>");
        }
        out.append("</tr>\n");
    }

    private void close(int all, String noun, int columns) {
        if (all > MAX_ROWS) {
            out.append("<tr><td colspan=\"").append(columns).append("\">and ");
            out.append(Words.count(all - (long) MAX_ROWS, "more " + noun)).append("</td></tr>\n");
        }
        out.append("</table>\n");
    }
}
