package weft.timeline.capture;

import java.util.Objects;
import weft.timeline.model.LaneKind;

/**
 * A thread that another source than the probes knows, for example one that a library started.
 *
 * @param threadId as in {@code Thread.getId()}
 * @param startNanos by {@code System.nanoTime()}; {@link Long#MIN_VALUE} when it started before the recording
 * @param endNanos by {@code System.nanoTime()}; {@link Long#MAX_VALUE} when nobody saw it end
 * @param parentId of the thread that started it; 0 when not known
 */
public record ThreadLife(long threadId, String name, LaneKind kind, long startNanos, long endNanos, long parentId) {

    public ThreadLife {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
    }
}
