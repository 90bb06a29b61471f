package weft.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import weft.language.CompileErrors;
import weft.language.ErrorText;
import weft.language.Problem;
import weft.language.Traceback;
import weft.magic.MagicUsageException;
import weft.uservm.UserVmEndedException;
import weft.weave.FinalAssignedException;
import weft.wire.Thrown;

/** The ways in which a cell fails, each in words that say what happened and what to do. */
final class Failures {

    private static final String VARIABLES_GONE = " Variables are gone; run the cells that define them again.";

    /** Execution count → source. */
    private final Map<Integer, String> cells = new ConcurrentHashMap<>();

    /** What a stack trace calls it → source, so that a traceback can show the line. */
    private final Map<String, String> sources = new ConcurrentHashMap<>();

    void remember(Cell cell) {
        if (!cell.silent()) {
            cells.put(cell.number(), cell.code());
        }
        remember(NamedSource.of(cell));
    }

    void remember(NamedSource source) {
        sources.put(source.name(), source.text());
    }

    /** All cells that were run: execution count → source. */
    SortedMap<Integer, String> cells() {
        return new TreeMap<>(cells);
    }

    CellOutcome.Failure interrupted() {
        return plain("Interrupted", "The cell was interrupted.");
    }

    CellOutcome.Failure misuse(MagicUsageException e) {
        return plain("MagicUsage", String.valueOf(e.getMessage()));
    }

    CellOutcome.Failure vmEnded(UserVmEndedException e) {
        return plain(e.exit().title(), e.exit().words() + (e.exit().hadStarted() ? VARIABLES_GONE : ""));
    }

    CellOutcome.Failure bug(Throwable e) {
        return plain("KernelBug", "Internal error in the kernel (please report): " + e);
    }

    private static CellOutcome.Failure plain(String ename, String evalue) {
        return new CellOutcome.Failure(ename, evalue, List.of("\u001b[1;31m" + ename + "\u001b[0m: " + evalue));
    }

    private static CellOutcome.Failure failure(ErrorText text) {
        return new CellOutcome.Failure(text.ename(), text.evalue(), text.traceback());
    }

    CellOutcome.Failure thrown(Thrown thrown) {
        return failure(Traceback.of(thrown, name -> Optional.ofNullable(sources.get(name))));
    }

    CellOutcome.Failure finalAssigned(NamedSource source, CellPart part, FinalAssignedException e) {
        // Not before the part that assigns: the declaration may stand on the same line.
        int start = Math.max(startOfLine(source.text(), e.line()), part.offset());
        Matcher name =
                Pattern.compile("\\b" + Pattern.quote(e.variable()) + "\\b").matcher(source.text());
        int position = name.find(start) ? name.start() : start;
        String message = String.valueOf(e.getMessage());
        int end = position + e.variable().length();
        Problem problem = new Problem("compiler.err.cant.assign.val.to.var", message, true, position, position, end);
        return failure(CompileErrors.of(List.of(problem), source.name(), source.text(), 0, List.of()));
    }

    private static int startOfLine(String code, int line) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = code.indexOf('\n', start) + 1;
        }
        return start;
    }

    CellOutcome.Failure compileError(NamedSource source, CellPart part, List<Diag> problems, JShell shell) {
        List<String> known = shell.snippets()
                .filter(PersistentSnippet.class::isInstance)
                .map(snippet -> ((PersistentSnippet) snippet).name())
                .distinct()
                .toList();
        Insertions insertions = TopLevelModifiers.of(part.source()).insertions();
        List<Problem> found = problems.stream()
                .map(problem -> Problem.of(problem).moved(insertions::original))
                .toList();
        return failure(CompileErrors.of(found, source.name(), source.text(), part.offset(), known));
    }

    /** A call of something whose own references are missing. */
    CellOutcome.Failure notYetDefined(JShell shell, String snippetId) {
        return shell.snippets()
                .filter(s -> s.id().equals(snippetId) && s instanceof DeclarationSnippet)
                .map(s -> (DeclarationSnippet) s)
                .findFirst()
                .map(s -> plain(
                        "NotYetDefined",
                        s.name() + " cannot be used until this is declared: "
                                + shell.unresolvedDependencies(s).collect(Collectors.joining(", "))))
                .orElseGet(() -> plain("NotYetDefined", "Something that is used here is not declared yet."));
    }

    /** Variables that went with a class that had to be replaced, since its shape changed. */
    Optional<String> lost(List<SnippetEvent> events) {
        List<String> names = events.stream()
                .filter(event -> event.causeSnippet() != null && event.snippet() instanceof VarSnippet)
                .filter(event -> event.previousStatus() == Status.VALID && event.status() != Status.VALID)
                .filter(event -> event.status() != Status.OVERWRITTEN && event.status() != Status.DROPPED)
                .map(event -> ((VarSnippet) event.snippet()).name())
                .distinct()
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("note: a class changed its shape, so these variables are lost: "
                        + String.join(", ", names) + ". Run the cells that define them again.\n");
    }

    /** What was declared but cannot be used yet, since it refers to things that are not there. */
    Optional<String> unresolved(JShell shell, List<Snippet> declared) {
        List<String> notes = new ArrayList<>();
        for (Snippet snippet : declared) {
            Status status = shell.status(snippet);
            boolean waits = status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
            if (waits && snippet instanceof DeclarationSnippet declaration) {
                String missing = shell.unresolvedDependencies(declaration).collect(Collectors.joining(", "));
                notes.add("note: " + declaration.name() + " cannot be used until this is declared: " + missing + "\n");
            }
        }
        return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("", notes));
    }
}
