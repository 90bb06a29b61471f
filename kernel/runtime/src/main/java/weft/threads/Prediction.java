package weft.threads;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * A question about a run that has not happened yet, the choices, and what the student chose before it.
 *
 * <pre>{@code
 * var lost = predict("4 threads add 1,000 each with x++. Does it lose?", "always", "sometimes", "never").choose("B");
 * …
 * lost.compare("always");
 * }</pre>
 *
 * <p><b>Lesson.</b> One learns from the difference between what one expected and what one saw, so the choice must
 * stand before the run: after {@link #compare} it can no longer be made.
 *
 * <p><b>Threads.</b> Every method holds the prediction's own lock.
 */
public final class Prediction implements Displayable {

    private static final List<Prediction> ALL = new ArrayList<>();

    private final String question;
    private final List<String> choices;
    private @Nullable String chosen;
    private @Nullable String actual;

    private Prediction(String question, List<String> choices) {
        this.question = question;
        this.choices = choices;
    }

    static Prediction of(String question, String... choices) {
        List<String> list = List.copyOf(Arrays.asList(choices));
        if (list.size() < 2 || list.size() > 26 || new HashSet<>(list).size() < list.size()) {
            throw new IllegalArgumentException("these are no 2 to 26 different choices: \"" + list
                    + "\"; write predict(\"Does it lose?\", \"yes\", \"no\")");
        }
        Prediction prediction = new Prediction(question, list);
        synchronized (ALL) {
            // A cell that is run again asks the same question again; the newest answer counts.
            ALL.removeIf(older -> older.question.equals(question));
            ALL.add(prediction);
        }
        return prediction;
    }

    /** Records the choice, given by its letter or by its text. */
    public synchronized Prediction choose(String choice) {
        if (actual != null) {
            throw new IllegalStateException("the run is over, so \"" + choice
                    + "\" is no prediction any more; run predict(…) again, choose, then run");
        }
        chosen = resolve(choice);
        return this;
    }

    /** Shows the choice against what the run has shown, given by its text or letter, or as any value. */
    public synchronized Prediction compare(Object seen) {
        String text = String.valueOf(seen);
        actual = find(text).orElse(text);
        return this;
    }

    public String question() {
        return question;
    }

    public synchronized Optional<String> chosen() {
        return Optional.ofNullable(chosen);
    }

    public synchronized Optional<String> actual() {
        return Optional.ofNullable(actual);
    }

    /** Whether a choice was made and the run has shown the same. */
    public synchronized boolean isRight() {
        return chosen != null && chosen.equals(actual);
    }

    /** Every question of this notebook so far, with what was chosen and what was seen. */
    public static Table all() {
        List<Prediction> asked;
        synchronized (ALL) {
            asked = List.copyOf(ALL);
        }
        Table table = Table.of("Predictions", "question", "you said", "the run showed", "");
        int right = 0;
        int compared = 0;
        for (Prediction each : asked) {
            String mark = each.isRight() ? "✔" : each.isSurprise() ? "surprise" : "";
            right += each.isRight() ? 1 : 0;
            compared += mark.isEmpty() ? 0 : 1;
            table = table.row(
                    each.question, each.chosen().orElse("–"), each.actual().orElse("–"), mark);
        }
        return table.note(right + " of " + compared + " as predicted.");
    }

    private synchronized boolean isSurprise() {
        return chosen != null && actual != null && !chosen.equals(actual);
    }

    private String resolve(String choice) {
        return find(choice)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no such choice: \"" + choice + "\"; choose one of " + String.join(", ", lettered())));
    }

    /** A choice is looked for by its text first: among the choices "B" and "A" the text is meant, not the letter. */
    private Optional<String> find(String text) {
        for (String choice : choices) {
            if (choice.equalsIgnoreCase(text.strip())) {
                return Optional.of(choice);
            }
        }
        String letter = text.strip().toUpperCase(Locale.ROOT);
        int index = letter.length() == 1 ? letter.charAt(0) - 'A' : -1;
        return index >= 0 && index < choices.size() ? Optional.of(choices.get(index)) : Optional.empty();
    }

    private List<String> lettered() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            lines.add((char) ('A' + i) + ": " + choices.get(i));
        }
        return lines;
    }

    private String verdict() {
        if (actual == null) {
            return chosen == null ? "Choose before you run: .choose(\"A\")" : "You say: " + chosen + ". Now run it.";
        }
        if (chosen == null) {
            return "The run showed: " + actual + ". You had made no prediction.";
        }
        return chosen.equals(actual)
                ? "✔ You said " + chosen + ", and so it was."
                : "You said " + chosen + "; the run showed " + actual + ". What explains the difference?";
    }

    @Override
    public synchronized String toString() {
        return question + "\n  " + String.join("\n  ", lettered()) + "\n" + verdict();
    }

    @Override
    public synchronized MimeBundle toDisplay() {
        StringBuilder html = new StringBuilder("<div style=\"border-left:4px solid;padding-left:12px\"><p><b>")
                .append(Table.escape(question))
                .append("</b></p><ul style=\"list-style-type:none\">");
        for (String line : lettered()) {
            html.append("<li>").append(Table.escape(line)).append("</li>");
        }
        html.append("</ul><p>").append(Table.escape(verdict())).append("</p></div>");
        return MimeBundle.text(toString()).with(MimeBundle.HTML, html.toString());
    }
}
