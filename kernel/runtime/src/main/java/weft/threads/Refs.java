package weft.threads;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import weft.wire.Referrer;

/**
 * Who refers to an object, asked of the JVM itself. Imported into every notebook.
 *
 * <pre>{@code
 * var a = new ArrayList<>();
 * var b = a;
 * refs(a)                     // a, b
 * }</pre>
 *
 * <p><b>Lesson.</b> CPython keeps a number in each object, and {@code sys.getrefcount(a)} shows it; it says one more
 * than there are names, since its own parameter is a reference too. The JVM keeps no number. The referrers are found by
 * a walk through the heap, each time anew, which is how a debugger does it and close to what a collector does.
 *
 * <p><b>What it does not claim.</b> To see variables inside methods that are running: they lie on a stack, not in the
 * heap. The collector does count those.
 */
public final class Refs {

    /** Who can look into the heap; set once by the agent. */
    @FunctionalInterface
    public interface Finder {
        /** Blocks for some tens of milliseconds. */
        List<Referrer> find(Object object);
    }

    private static volatile @Nullable Finder finder;

    private Refs() {}

    /** Lets the heap be searched by this from now on. */
    public static void by(Finder newFinder) {
        finder = newFinder;
    }

    /**
     * Finds everything in the heap that refers to the object.
     *
     * @throws IllegalStateException outside a notebook, where nobody can look into the heap
     */
    public static References refs(@Nullable Object object) {
        Objects.requireNonNull(
                object,
                "refs(null): null is no object, so nothing refers to it;"
                        + " give a variable that holds one, for example: refs(list)");
        Finder by = finder;
        if (by == null) {
            throw new IllegalStateException(
                    "refs works in a notebook only: the kernel looks into the heap from outside");
        }
        String type = object.getClass().getSimpleName();
        return new References(type.isEmpty() ? object.getClass().getName() : type, by.find(object));
    }
}
