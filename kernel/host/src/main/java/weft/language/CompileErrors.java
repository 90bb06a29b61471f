package weft.language;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the compiler found wrong in a snippet, told in the cell's own lines and never in those of JShell's wrapper.
 *
 * <pre>
 *   Compile error: incompatible types: String cannot be converted to int
 *     cell 4, line 2:
 *       int y = "abc";
 *               ^^^^^
 *     hint: Integer.parseInt(text) makes a number of a text
 * </pre>
 */
public final class CompileErrors {

    static final String ENAME = "CompileError";

    /** javac finds follow-up errors by the dozen; the first ones are the true ones. */
    private static final int MOST_SHOWN = 5;

    private static final Pattern JAVA_LANG = Pattern.compile("\\bjava\\.lang\\.(?=[A-Z])");
    private static final Pattern WRAPPER_LOCATION = Pattern.compile("\\n?[ \\t]*location:[ \\t]*class[ \\t]*(?=\\n|$)");

    private final String sourceName;
    private final String cellSource;
    private final int offset;
    private final CompileHints hints;

    private CompileErrors(String sourceName, String cellSource, int offset, CompileHints hints) {
        this.sourceName = sourceName;
        this.cellSource = cellSource;
        this.offset = offset;
        this.hints = hints;
    }

    /**
     * Tells the problems of one snippet.
     *
     * @param sourceName the cell or the file, as in {@code cell 4}
     * @param cellSource the whole cell, or file
     * @param offset where the snippet begins in the cell
     * @param known names that the notebook has declared, for "did you mean"
     */
    public static ErrorText of(
            List<Problem> problems, String sourceName, String cellSource, int offset, Collection<String> known) {
        CompileErrors errors = new CompileErrors(sourceName, cellSource, offset, new CompileHints(cellSource, known));
        List<Problem> all = errors.withoutFollowers(
                problems.stream().filter(Problem::isError).toList());
        List<Problem> shown = all.stream().limit(MOST_SHOWN).toList();
        List<String> lines = new ArrayList<>();
        shown.forEach(problem -> errors.tell(problem, lines));
        int more = all.size() - shown.size();
        if (more > 0) {
            lines.add("… and " + more + (more == 1 ? " more error" : " more errors"));
        }
        return new ErrorText(ENAME, shown.isEmpty() ? "" : errors.summary(shown.get(0)), lines);
    }

    /** After a word that cannot stand there, the parser's further complaints are about what it then took it for. */
    private List<Problem> withoutFollowers(List<Problem> errors) {
        boolean misplaced = !errors.isEmpty()
                && MisplacedWord.in(spanOf(errors.get(0)).sourceLine()).isPresent();
        // A text that is not closed has no end of its statement either.
        boolean unclosed = !errors.isEmpty() && errors.get(0).code().contains(".unclosed.");
        return misplaced || unclosed ? errors.subList(0, 1) : errors;
    }

    private String summary(Problem problem) {
        String first = message(problem).lines().findFirst().orElse("");
        return first + " (" + sourceName + ", line " + spanOf(problem).line() + ")";
    }

    private void tell(Problem problem, List<String> lines) {
        SourceSpan span = spanOf(problem);
        List<String> message = message(problem).lines().toList();
        lines.add(Ansi.red("Compile error") + ": " + Ansi.bold(message.get(0)));
        message.stream().skip(1).forEach(line -> lines.add("    " + line.strip()));
        lines.add("  " + Ansi.bold(sourceName + ", line " + span.line()) + ":");
        lines.add("    " + span.sourceLine());
        lines.add("    " + span.indent() + Ansi.red(span.underline()));
        Optional<String> hint = hints.of(problem, spanText(problem), span.sourceLine());
        hint.ifPresent(text -> lines.add("  " + Ansi.blue("hint") + ": " + text));
    }

    private String spanText(Problem problem) {
        int length = cellSource.length();
        int from = Math.min(Math.max(0, offset + problem.start()), length);
        return cellSource.substring(from, Math.min(Math.max(from, offset + problem.end()), length));
    }

    private SourceSpan spanOf(Problem problem) {
        int start = offset + problem.start();
        int position = offset + problem.position();
        int end = offset + problem.end();
        boolean ofMember = position >= 0 && position < cellSource.length() && cellSource.charAt(position) == '.';
        if (ofMember && end > position + 1) {
            // For "list.ad(1)" javac names all of "list.ad": what is wrong stands after the point.
            return SourceSpan.of(cellSource, position + 1, end);
        }
        boolean severalLines =
                cellSource.substring(clamp(start), clamp(position)).contains("\n");
        return SourceSpan.of(cellSource, severalLines || pointsAtEnd(problem) ? position : start, end);
    }

    /** The end of a body is the place where a missing return is missed. */
    private static boolean pointsAtEnd(Problem problem) {
        return problem.code().endsWith("missing.ret.stmt") || problem.code().endsWith("premature.eof");
    }

    private int clamp(int position) {
        return Math.min(Math.max(0, position), cellSource.length());
    }

    /** javac's words without JShell's names, without a location that says nothing, and with String for java.lang.String. */
    static String message(Problem problem) {
        String message = ShownNames.clean(problem.message());
        message = WRAPPER_LOCATION.matcher(message).replaceAll("");
        message = JAVA_LANG.matcher(message).replaceAll("");
        List<String> lines = message.lines().map(String::stripTrailing).toList();
        if (lines.size() > 1 && lines.get(0).equals("cannot find symbol")) {
            String symbol = lines.get(1).strip().replaceFirst("symbol:\\s*", "");
            lines = new ArrayList<>(lines.subList(1, lines.size()));
            lines.set(0, "cannot find " + symbol);
        }
        return String.join("\n", lines);
    }
}
