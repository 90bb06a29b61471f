package weft.timeline.capture;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;

/**
 * Names of what the variables of a notebook hold. A lock that is handed to a method has the name of a parameter in its
 * source, and two of them may have the same one; that of the variable says which it is.
 *
 * <p><b>Threads.</b> Any thread.
 */
public final class Variables {

    private static volatile Supplier<IdentityHashMap<Object, List<String>>> source = IdentityHashMap::new;

    private Variables() {}

    /** Takes what tells the names of each object, in the order of their declarations. */
    public static void are(Supplier<IdentityHashMap<Object, List<String>>> held) {
        source = held;
    }

    static IdentityHashMap<Object, List<String>> held() {
        return source.get();
    }

    /**
     * The name to show for an object that the source calls by this one. A path, such as {@code account.lock}, stays, and
     * so does a name that a lesson's own lock was given.
     */
    static String name(IdentityHashMap<Object, List<String>> held, Object object, String inSource) {
        if (object.getClass().getName().startsWith("weft.")) {
            return inSource;
        }
        List<String> names = held.getOrDefault(object, List.of());
        boolean isPath = inSource.contains(".") || inSource.contains("[");
        return names.isEmpty() || names.contains(inSource) || isPath ? inSource : names.get(0);
    }
}
