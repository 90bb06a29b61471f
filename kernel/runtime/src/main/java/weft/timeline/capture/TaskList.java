package weft.timeline.capture;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;

/**
 * The tasks of one {@link ThreadLog}.
 *
 * <p><b>Threads.</b> One thread adds, without any lock or full fence; others may copy.
 */
final class TaskList {

    private TaskTrack[] tasks = {};
    private int size;

    int size() {
        return size;
    }

    void add(TaskTrack task) {
        if (size == tasks.length) {
            tasks = Arrays.copyOf(tasks, Math.max(4, size * 2));
        }
        tasks[size] = task;
        VarHandle.releaseFence();
        size++;
    }

    List<TaskTrack> snapshot() {
        int n = size;
        TaskTrack[] from = tasks;
        VarHandle.acquireFence();
        return List.of(Arrays.copyOf(from, Math.min(n, from.length)));
    }
}
