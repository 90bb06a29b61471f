package weft.timeline.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One unit of work given to a pool.
 *
 * @param submitter lane that submitted it, where known
 * @param started unknown while the task still waits in the queue
 * @param worker lane that ran it, where it was run
 */
public record Task(
        String name,
        long submittedNanos,
        @Nullable Long submitter,
        Moment started,
        End end,
        @Nullable Long worker) {

    public Task {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(end, "end");
        if (started instanceof Moment.Known known) {
            Checks.interval("task", known.nanos(), end);
        }
    }

    public boolean hasStarted() {
        return started.isKnown();
    }
}
