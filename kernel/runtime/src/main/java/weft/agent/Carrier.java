package weft.agent;

import org.jspecify.annotations.Nullable;
import weft.timeline.capture.TaskTrack;

/**
 * What a task takes along to the thread that runs it: the cell that it belongs to, and its place in the recording.
 *
 * @param track null where nothing is recorded
 */
record Carrier(int cell, @Nullable TaskTrack track) {

    /** For a task that is handed over now. */
    static Carrier of(Object task) {
        return new Carrier(CurrentCell.get(), Tasks.track(task));
    }

    /** For a task that runs when another one is done. */
    static Carrier following(Object task) {
        Carrier carrier = of(task);
        TaskTrack.waitsForMore(carrier.track);
        return carrier;
    }

    /** The task itself, whatever interface it came in. */
    interface Body<T, X extends Exception> {
        T run() throws X;
    }

    <T, X extends Exception> T run(Body<T, X> body) throws X {
        Integer before = CurrentCell.swap(cell);
        TaskTrack.begin(track);
        try {
            return body.run();
        } finally {
            TaskTrack.end(track);
            CurrentCell.restore(before);
        }
    }

    void run(Runnable task) {
        run(() -> {
            task.run();
            return task;
        });
    }
}
