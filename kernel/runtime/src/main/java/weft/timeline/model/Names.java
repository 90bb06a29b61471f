package weft.timeline.model;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what a question names, and says what there is when it is not there. */
final class Names {

    /** Longer lists help nobody. */
    private static final int LISTED = 12;

    private final Timeline timeline;

    Names(Timeline timeline) {
        this.timeline = timeline;
    }

    Lane lane(String name) {
        List<Lane> found = timeline.lanes().stream()
                .filter(lane -> lane.name().equals(name))
                .toList();
        return only(found, "thread", name, timeline.lanes().stream().map(Lane::name));
    }

    Resource resource(String name) {
        List<Resource> found = timeline.resources().stream()
                .filter(resource ->
                        resource.name().equals(name) || resource.id().equals(name))
                .toList();
        return only(found, "lock", name, timeline.resources().stream().map(Resource::name));
    }

    Pool pool(String name) {
        List<Pool> found = timeline.pools().stream()
                .filter(pool -> pool.name().equals(name))
                .toList();
        return only(found, "pool", name, timeline.pools().stream().map(Pool::name));
    }

    long markNanos(String text) {
        List<Mark> all =
                timeline.lanes().stream().flatMap(lane -> lane.marks().stream()).toList();
        List<Mark> found = all.stream().filter(mark -> mark.text().equals(text)).toList();
        return only(found, "mark", text, all.stream().map(Mark::text)).atNanos();
    }

    private static <T> T only(List<T> found, String what, String name, Stream<String> names) {
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(found.size() + " " + what + "s are called \"" + name
                    + "\"; give each its own name to ask about one.");
        }
        String known = names.distinct().limit(LISTED).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("No " + what + " is called \"" + name + "\"; "
                + (known.isEmpty() ? "none was recorded." : "ask for one of: " + known + "."));
    }
}
