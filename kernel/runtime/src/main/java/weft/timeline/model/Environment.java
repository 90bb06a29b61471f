package weft.timeline.model;

import java.util.Objects;

/**
 * Where a recording was made; a picture without it proves nothing.
 *
 * @param runtime for example {@code OpenJDK 25.0.3} or {@code CPython 3.11.2}; empty when not known
 * @param cores processors that the runtime could use; 0 when not known
 * @param carriers platform threads that carried virtual ones; 0 when there were none or it is not known
 */
public record Environment(String runtime, int cores, int carriers) {

    public static final Environment UNKNOWN = new Environment("", 0, 0);

    public Environment {
        Objects.requireNonNull(runtime, "runtime");
    }

    /** One line for the corner of a picture; empty when nothing is known. */
    public String stamp() {
        String counted = cores == 0 ? "" : cores + (cores == 1 ? " core" : " cores");
        if (runtime.isEmpty()) {
            return counted;
        }
        return counted.isEmpty() ? runtime : runtime + " · " + counted;
    }
}
