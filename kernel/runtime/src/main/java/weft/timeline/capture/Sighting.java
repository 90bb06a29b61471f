package weft.timeline.capture;

import java.util.Objects;
import weft.timeline.model.Source;
import weft.timeline.model.ThreadState;

/**
 * What another source than the probes saw of one thread. It fills what the probes leave open: exact beats sampled beats
 * inferred, and of two equals the earlier one in the list of sources wins.
 *
 * @param threadId as in {@code Thread.getId()}
 * @param startNanos by {@code System.nanoTime()}
 * @param endNanos by {@code System.nanoTime()}; {@link Long#MAX_VALUE} while it has not ended
 * @param detail for people: a source line, a file, an address; empty when nothing is known
 */
public record Sighting(long threadId, long startNanos, long endNanos, ThreadState state, Source source, String detail) {

    public Sighting {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(detail, "detail");
    }
}
