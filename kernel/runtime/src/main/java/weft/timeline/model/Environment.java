package weft.timeline.model;

import java.util.Objects;

/**
 * Where a recording was made; a picture without it proves nothing.
 *
 * @param runtime for example {@code OpenJDK 25.0.3} or {@code CPython 3.11.2}; empty when not known
 * @param cores processors that the runtime could use; 0 when not known
 * @param carriers how many platform threads carry virtual ones at once, as long as none of them is held up; 0 when there
 *     were no virtual threads or it is not known
 * @param carriersSeen how many were seen to carry one, which may be fewer than did; 0 when it is not known
 */
public record Environment(String runtime, int cores, int carriers, int carriersSeen) {

    public static final Environment UNKNOWN = new Environment("", 0, 0);

    public Environment {
        Objects.requireNonNull(runtime, "runtime");
    }

    /** One in which nobody saw carriers at work. */
    public Environment(String runtime, int cores, int carriers) {
        this(runtime, cores, carriers, 0);
    }

    /**
     * How many carriers there were, as far as it is known; empty when nothing is. More than the limit are seen where some
     * were held up and the scheduler put others in their place.
     */
    public String carrierWords() {
        if (carriers == 0) {
            return carriersSeen == 0 ? "" : Words.count(carriersSeen, "carrier");
        }
        if (carriersSeen == carriers) {
            return Words.count(carriers, "carrier");
        }
        return carriersSeen > carriers
                ? Words.count(carriersSeen, "carrier") + ", " + Words.count(carriers) + " at once"
                : "at most " + Words.count(carriers, "carrier")
                        + (carriersSeen == 0 ? "" : ", " + Words.count(carriersSeen) + " seen");
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
