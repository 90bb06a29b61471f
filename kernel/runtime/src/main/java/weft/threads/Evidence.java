package weft.threads;

import java.util.Optional;

/**
 * Something seen that can bear out a claim or speak against it. Outcome tables and timelines are evidence.
 *
 * <p>It is the seam by which {@link Threads#check(String, Evidence)} asks a timeline: a query such as "these two never
 * overlap" gives an {@code Evidence} that says, when it fails, at which moment they did.
 */
@FunctionalInterface
public interface Evidence {

    /** What speaks against the claim, in a sentence that teaches; empty when nothing does. */
    Optional<String> against();
}
