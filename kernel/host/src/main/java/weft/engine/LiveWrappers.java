package weft.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;
import weft.weave.Wrappers;
import weft.wire.ClassImage;

/**
 * Which wrapper class holds the variables of each snippet now. JShell compiles a snippet again, into a new wrapper, when
 * something that it uses is declared anew.
 *
 * <p><b>Threads.</b> Belongs to the thread that evaluates.
 */
final class LiveWrappers {

    private final Map<String, String> bySnippet = new HashMap<>();

    /** Two wrappers of one snippet: the second has taken the place of the first. */
    record Replaced(String before, String now) {}

    /** Whether wrappers other than the one to be invoked would take the place of earlier ones. */
    boolean wouldReplaceOther(List<ClassImage> images, String invoked) {
        return images.stream()
                .map(ClassImage::name)
                .anyMatch(name -> Wrappers.isWrapper(name)
                        && !name.equals(invoked)
                        && bySnippet.containsKey(Wrappers.snippetId(name)));
    }

    /**
     * From now on the wrappers among these classes hold the variables of their snippets.
     *
     * @return those whose variables must be carried over; the one that is invoked sets its own
     */
    List<Replaced> take(List<ClassImage> images, String invoked) {
        List<Replaced> replaced = new ArrayList<>();
        for (ClassImage image : images) {
            String now = image.name();
            if (!Wrappers.isWrapper(now) || Wrappers.isOfWeft(now)) {
                continue;
            }
            String before = bySnippet.put(Wrappers.snippetId(now), now);
            if (before != null && !before.equals(now) && !now.equals(invoked)) {
                replaced.add(new Replaced(before, now));
            }
        }
        return replaced;
    }

    /** The wrapper that holds this variable; null if none does yet. */
    @Nullable String of(VarSnippet variable) {
        return bySnippet.get(variable.id());
    }
}
