package weft.timeline.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import weft.timeline.model.Timeline;

/** What stands below the legend: what is not drawn, and what else a reader has to know. */
final class Notes {

    private Notes() {}

    /** The verb for so many. */
    static String are(long number) {
        return number == 1 ? " is" : " are";
    }

    /** Of one run or of several. What holds of all runs needs no name; what holds of some says of which. */
    static List<String> of(List<Panel> panels) {
        Map<String, List<String>> runs = new LinkedHashMap<>();
        for (int i = 0; i < panels.size(); i++) {
            Timeline timeline = panels.get(i).timeline();
            String run = timeline.title().isEmpty() ? "run " + (i + 1) : timeline.title();
            new LinkedHashSet<>(panels.get(i).notes())
                    .forEach(note -> runs.computeIfAbsent(note, unused -> new ArrayList<>())
                            .add(run));
        }
        List<String> notes = new ArrayList<>();
        runs.forEach((note, of) -> notes.add(of.size() == panels.size() ? note : String.join(", ", of) + ": " + note));
        return notes;
    }
}
