package weft.timeline.layout;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import weft.timeline.model.Lane;
import weft.timeline.model.Mark;
import weft.timeline.model.MarkKind;
import weft.timeline.model.Words;

/** From the marks of a lane to their boxes: marks of a kind that are near each other are one, with a count. */
final class MarkBoxes {

    private static final String FIRST = "; the first: ";

    private MarkBoxes() {}

    /** How many boxes they would be. */
    static int count(Lane lane, TimeScale scale, double apart) {
        int count = 0;
        Map<MarkKind, Double> lastOfKind = new EnumMap<>(MarkKind.class);
        for (Mark mark : lane.marks()) {
            double x = scale.x(mark.atNanos());
            if (isSeen(mark, scale) && x - lastOfKind.getOrDefault(mark.kind(), Double.NEGATIVE_INFINITY) >= apart) {
                lastOfKind.put(mark.kind(), x);
                count++;
            }
        }
        return count;
    }

    private static boolean isSeen(Mark mark, TimeScale scale) {
        return mark.atNanos() >= scale.startNanos() && mark.atNanos() <= scale.endNanos();
    }

    /** @param apart nearer than this they are one, in pixels */
    static List<MarkBox> of(Lane lane, TimeScale scale, double apart) {
        List<MarkBox> boxes = new ArrayList<>();
        Map<MarkKind, Integer> lastOfKind = new EnumMap<>(MarkKind.class);
        for (Mark mark : lane.marks()) {
            if (!isSeen(mark, scale)) {
                continue;
            }
            double x = scale.x(mark.atNanos());
            int last = lastOfKind.getOrDefault(mark.kind(), -1);
            if (last >= 0 && x - boxes.get(last).x() < apart) {
                boxes.set(last, oneMore(boxes.get(last)));
            } else {
                lastOfKind.put(mark.kind(), boxes.size());
                String label = mark.kind() == MarkKind.USER ? mark.text() : "";
                String tooltip = mark.kind().word() + (mark.text().isEmpty() ? "" : " \"" + mark.text() + "\"") + " at "
                        + Words.duration(mark.atNanos());
                boxes.add(new MarkBox(x, mark.kind(), 1, label, tooltip));
            }
        }
        return boxes;
    }

    private static MarkBox oneMore(MarkBox before) {
        int count = before.count() + 1;
        String tooltip = before.tooltip();
        String first = before.count() == 1 ? tooltip : tooltip.substring(tooltip.indexOf(FIRST) + FIRST.length());
        return new MarkBox(
                before.x(),
                before.kind(),
                count,
                before.label(),
                Words.count(count) + " × " + before.kind().word() + FIRST + first);
    }
}
