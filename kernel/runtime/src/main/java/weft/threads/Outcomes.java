package weft.threads;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * The outcomes that a program may have, each with a verdict, and how often each was seen.
 *
 * <pre>{@code
 * Outcomes.expecting()
 *         .acceptable("2", "both updates counted")
 *         .forbidden("1", "one update lost")
 *         .run(100, () -> LostUpdate.forced().counted());
 * }</pre>
 *
 * <p><b>Lesson.</b> One run of a program with threads proves little. Say first what may come out, run it often, and
 * count. An outcome that nobody had listed is forbidden.
 *
 * <p><b>What it does not claim.</b> That what was not seen cannot happen.
 */
public final class Outcomes implements Displayable, Evidence {

    private static final String UNLISTED = "not on the list";

    private final Map<String, Expectation> expectations;
    private final Map<String, Integer> counts;

    private record Expectation(Verdict verdict, String meaning) {}

    private Outcomes(Map<String, Expectation> expectations, Map<String, Integer> counts) {
        this.expectations = expectations;
        this.counts = counts;
    }

    public static Outcomes expecting() {
        return new Outcomes(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    public Outcomes acceptable(Object outcome, String meaning) {
        return with(outcome, Verdict.ACCEPTABLE, meaning);
    }

    public Outcomes interesting(Object outcome, String meaning) {
        return with(outcome, Verdict.INTERESTING, meaning);
    }

    public Outcomes forbidden(Object outcome, String meaning) {
        return with(outcome, Verdict.FORBIDDEN, meaning);
    }

    private Outcomes with(Object outcome, Verdict verdict, String meaning) {
        Map<String, Expectation> more = new LinkedHashMap<>(expectations);
        more.put(String.valueOf(outcome), new Expectation(verdict, meaning));
        return new Outcomes(more, counts);
    }

    /** Runs the program that many times and counts what comes out; an exception is an outcome with its name. */
    public Outcomes run(int times, Callable<?> program) {
        Map<String, Integer> seen = new LinkedHashMap<>(counts);
        for (int i = 0; i < times; i++) {
            seen.merge(outcomeOf(program), 1, Integer::sum);
        }
        return new Outcomes(expectations, seen);
    }

    private static String outcomeOf(Callable<?> program) {
        try {
            return String.valueOf(program.call());
        } catch (Interrupted e) {
            throw e;
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }

    /** How often that outcome was seen. */
    public int count(Object outcome) {
        return counts.getOrDefault(String.valueOf(outcome), 0);
    }

    /** How many runs ended with an outcome of that verdict. */
    public int count(Verdict verdict) {
        return counts.entrySet().stream()
                .filter(entry -> verdictOf(entry.getKey()) == verdict)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    public int runs() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public Optional<String> against() {
        if (runs() == 0) {
            return Optional.of("nothing was run yet; write .run(100, () -> …)");
        }
        List<String> faults = new ArrayList<>();
        counts.forEach((outcome, times) -> {
            if (verdictOf(outcome) == Verdict.FORBIDDEN) {
                faults.add("\"" + outcome + "\" came out " + times + " times (" + meaningOf(outcome) + ")");
            }
        });
        return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults) + " in " + runs() + " runs");
    }

    private Verdict verdictOf(String outcome) {
        Expectation expected = expectations.get(outcome);
        return expected == null ? Verdict.FORBIDDEN : expected.verdict();
    }

    private String meaningOf(String outcome) {
        Expectation expected = expectations.get(outcome);
        return expected == null ? UNLISTED : expected.meaning();
    }

    public Table table() {
        Map<String, Integer> all = new LinkedHashMap<>();
        expectations.keySet().forEach(outcome -> all.put(outcome, count(outcome)));
        all.putAll(counts);
        Table table = Table.of("", "outcome", "times", "share", "verdict", "meaning");
        int runs = runs();
        for (Map.Entry<String, Integer> entry : all.entrySet()) {
            String outcome = entry.getKey();
            double share = runs == 0 ? 0 : 100.0 * entry.getValue() / runs;
            table = table.row(
                    outcome,
                    entry.getValue(),
                    String.format(Locale.ROOT, "%.0f %%", share),
                    verdictOf(outcome).name().toLowerCase(Locale.ROOT),
                    meaningOf(outcome));
        }
        return table.note(runs + " runs");
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
