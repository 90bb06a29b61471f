package weft.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import weft.wire.Thrown;

/**
 * A throwable of a cell as its author reads it: the notebook's own frames with their source lines, and of the rest
 * only what tells something.
 *
 * <pre>
 *   java.lang.ArithmeticException: / by zero
 *       at inc (cell 3, line 5)
 *           return a / 0;
 *       at cell 4, line 1
 *           inc(7)
 * </pre>
 */
public final class Traceback {

    private static final int LONGEST_LINE = 240;

    private final Function<String, Optional<String>> sources;
    private final List<String> lines = new ArrayList<>();
    private final Set<String> quoted = new HashSet<>();

    private Traceback(Function<String, Optional<String>> sources) {
        this.sources = sources;
    }

    /**
     * The throwable, told.
     *
     * @param sources the text of a cell or file by its name, as in {@code cell 3}; empty where it is not known
     */
    public static ErrorText of(Thrown thrown, Function<String, Optional<String>> sources) {
        Traceback traceback = new Traceback(sources);
        traceback.add(thrown, "", "", List.of());
        String message = thrown.message();
        return new ErrorText(
                ShownNames.className(thrown.className()),
                message == null ? "" : ShownNames.clean(message),
                traceback.lines);
    }

    private void add(Thrown thrown, String relation, String indent, List<StackTraceElement> outer) {
        lines.add(indent + header(thrown, relation).replace("\n", "\n" + indent));
        for (StackLine line : StackLine.of(thrown, outer)) {
            lines.add(indent + "    " + shown(line));
            line.place().flatMap(this::sourceLine).ifPresent(source -> lines.add(indent + "        " + source));
        }
        for (Thrown suppressed : thrown.suppressed()) {
            add(suppressed, "Suppressed: ", indent + "    ", thrown.frames());
        }
        Thrown cause = thrown.cause();
        if (cause != null) {
            add(cause, "Caused by: ", indent, thrown.frames());
        }
    }

    private static String header(Thrown thrown, String relation) {
        String name = relation + Ansi.red(ShownNames.className(thrown.className()));
        String message = thrown.message();
        return message == null || message.isEmpty() ? name : name + ": " + ShownNames.clean(message);
    }

    private static String shown(StackLine line) {
        return line.place().isPresent() ? Ansi.bold(line.text()) : line.text();
    }

    /** The text of a place, the first time it is met: a recursion would repeat it. */
    private Optional<String> sourceLine(StackLine.Place place) {
        if (!quoted.add(place.source() + ":" + place.line())) {
            return Optional.empty();
        }
        return sources.apply(place.source())
                .map(text -> text.lines()
                        .skip(place.line() - 1L)
                        .findFirst()
                        .orElse("")
                        .strip())
                .filter(source -> !source.isEmpty())
                .map(Traceback::cut);
    }

    /** A line of pasted data tells nothing that its beginning does not. */
    private static String cut(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }
}
