package weft.timeline.model;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** An executor: its workers (lanes), its tasks, and the length of its queue over time. */
public record Pool(String id, String name, List<Long> workers, List<QueueStep> queue, List<Task> tasks) {

    public Pool {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        workers = List.copyOf(workers);
        queue = queue.stream()
                .sorted(Comparator.comparingLong(QueueStep::atNanos))
                .toList();
        tasks = tasks.stream()
                .sorted(Comparator.comparingLong(Task::submittedNanos))
                .toList();
    }

    public int longestQueue() {
        return queue.stream().mapToInt(QueueStep::length).max().orElse(0);
    }
}
