package weft.threads;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * Who did what in which order: the record of a {@link Schedule}, printed with one column for each thread.
 *
 * @param threads the threads in the order in which they were named
 * @param steps what happened, in order
 * @param watched the name of the value shown after each step, or empty
 * @param failures by thread, what ended it before its time
 * @param stuck whether the run ended because no thread could move any more
 */
public record Trace(
        List<String> threads, List<Step> steps, String watched, Map<String, Throwable> failures, boolean stuck)
        implements Displayable {

    public Trace {
        threads = List.copyOf(threads);
        steps = List.copyOf(steps);
        failures = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }

    /**
     * One line of the trace.
     *
     * @param after the watched value once the step was done, or empty
     */
    public record Step(String thread, String what, String after) {}

    /** What that thread did, in order. */
    public List<String> of(String thread) {
        return steps.stream()
                .filter(step -> step.thread().equals(thread))
                .map(Step::what)
                .collect(Collectors.toList());
    }

    /** The first failure of that kind, if a thread ended with one. */
    public <T extends Throwable> Optional<T> failure(Class<T> kind) {
        return failures.values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** This trace and a later one as one; threads with the same name share a column. */
    public Trace then(Trace later) {
        List<String> both = new ArrayList<>(threads);
        later.threads.stream().filter(thread -> !both.contains(thread)).forEach(both::add);
        List<Step> all = new ArrayList<>(steps);
        all.addAll(later.steps);
        Map<String, Throwable> failed = new LinkedHashMap<>(failures);
        failed.putAll(later.failures);
        return new Trace(both, all, watched, failed, stuck || later.stuck);
    }

    public Table table() {
        List<String> columns = new ArrayList<>(List.of("step"));
        columns.addAll(threads);
        if (!watched.isEmpty()) {
            columns.add(watched);
        }
        List<List<String>> rows = new ArrayList<>();
        for (Step step : steps) {
            List<String> row = new ArrayList<>(List.of(String.valueOf(rows.size() + 1)));
            threads.forEach(thread -> row.add(thread.equals(step.thread()) ? step.what() : ""));
            if (!watched.isEmpty()) {
                row.add(step.after());
            }
            rows.add(row);
        }
        return new Table("", columns, rows, stuck ? "Nobody can move any more: each waits for a lock of another." : "");
    }

    @Override
    public String toString() {
        return table().toString();
    }

    @Override
    public MimeBundle toDisplay() {
        return table().toDisplay();
    }
}
