package weft.weave;

import java.util.HashSet;
import java.util.Set;

/**
 * The modifiers of top-level declarations that JShell drops: it declares every variable {@code public static} and no
 * more. Names are kept until the variable is declared again.
 *
 * <p><b>Threads.</b> Belongs to the thread that evaluates.
 */
public final class TopLevel {

    private final Set<String> volatileNames = new HashSet<>();
    private final Set<String> finalNames = new HashSet<>();

    /** A variable is declared, for the first time or anew. */
    public void declare(String name, boolean isVolatile, boolean isFinal) {
        if (isVolatile) {
            volatileNames.add(name);
        } else {
            volatileNames.remove(name);
        }
        if (isFinal) {
            finalNames.add(name);
        } else {
            finalNames.remove(name);
        }
    }

    boolean isVolatile(String name) {
        return volatileNames.contains(name);
    }

    boolean isFinal(String name) {
        return finalNames.contains(name);
    }

    /** Whether no variable has a modifier that JShell drops. */
    public boolean isEmpty() {
        return volatileNames.isEmpty() && finalNames.isEmpty();
    }
}
