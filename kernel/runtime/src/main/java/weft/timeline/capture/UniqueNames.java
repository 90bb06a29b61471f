package weft.timeline.capture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives each thing a name of its own: the second {@code lock} is {@code lock#2}. Ten thousand may have one name. */
final class UniqueNames {

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> next = new HashMap<>();

    String of(String name) {
        String candidate = name;
        // A learner may call something "lock#2" too, so a number is tried, though hardly ever in vain.
        while (!taken.add(candidate)) {
            candidate = name + "#" + next.merge(name, 2, (number, first) -> number + 1);
        }
        return candidate;
    }

    int size() {
        return taken.size();
    }
}
