package weft.timeline.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.Moment;
import weft.timeline.model.Pool;
import weft.timeline.model.Task;
import weft.timeline.model.TimelineBuilder;

/** The pools of a recording: their tasks, their workers, and how many tasks waited when. */
final class Pools {

    private final Set<Long> shown = new HashSet<>();
    private final List<ThreadLog> logs;
    private final Window window;

    Pools(List<LaneDraft> lanes, List<ThreadLog> logs, Window window) {
        lanes.forEach(lane -> shown.add(lane.id));
        this.logs = logs;
        this.window = window;
    }

    void build(TimelineBuilder builder) {
        IdentityHashMap<Object, List<TaskTrack>> byPool = new IdentityHashMap<>();
        List<Object> inOrder = new ArrayList<>();
        for (ThreadLog log : logs) {
            for (TaskTrack task : log.tasks()) {
                Object pool = task.pool;
                if (pool != null && window.touches(task.submittedNanos, task.endNanos)) {
                    byPool.computeIfAbsent(pool, unused -> {
                                inOrder.add(pool);
                                return new ArrayList<>();
                            })
                            .add(task);
                }
            }
        }
        UniqueNames names = new UniqueNames();
        IdentityHashMap<Object, List<String>> variables = Variables.held();
        for (Object pool : inOrder) {
            List<TaskTrack> tasks = byPool.getOrDefault(pool, List.of());
            tasks.sort(Comparator.comparingLong(task -> task.submittedNanos));
            PoolQueue queue = new PoolQueue(pool, tasks, logs.get(0).session, window);
            String name = names.of(nameOf(tasks, pool, variables));
            builder.pool(new Pool("p" + names.size(), name, workers(tasks), queue.steps(), named(tasks)));
        }
    }

    private static String nameOf(List<TaskTrack> tasks, Object pool, IdentityHashMap<Object, List<String>> variables) {
        String source = tasks.stream()
                .map(task -> task.poolName)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
        String name = Variables.name(variables, pool, source);
        return name.isEmpty() ? "pool" : name;
    }

    private List<Long> workers(List<TaskTrack> tasks) {
        return tasks.stream()
                .map(Pools::workerId)
                .filter(id -> id != null && shown.contains(id))
                .distinct()
                .sorted()
                .toList();
    }

    private static @Nullable Long workerId(TaskTrack task) {
        Thread worker = task.worker;
        return worker == null ? null : (Long) worker.getId();
    }

    private List<Task> named(List<TaskTrack> tasks) {
        List<Task> named = new ArrayList<>();
        for (TaskTrack task : tasks) {
            Long submitter = task.submitter.getId();
            boolean started = task.worker != null && task.startNanos <= window.untilNanos();
            named.add(new Task(
                    task.name.isEmpty() ? "task " + (named.size() + 1) : task.name,
                    window.at(task.submittedNanos),
                    shown.contains(submitter) ? submitter : null,
                    started ? Moment.at(window.at(task.startNanos)) : Moment.unknown(),
                    started ? window.end(task.endNanos) : weft.timeline.model.End.stillOpen(),
                    started ? workerId(task) : null));
        }
        return named;
    }
}
