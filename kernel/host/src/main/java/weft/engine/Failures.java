package weft.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import weft.magic.MagicUsageException;
import weft.uservm.UserVmEndedException;
import weft.weave.FinalAssignedException;
import weft.wire.Thrown;

/** The ways in which a cell fails, each in words that say what happened and what to do. */
final class Failures {

    private static final String VARIABLES_GONE = " Variables are gone; run the cells that define them again.";

    /** Execution count → source, so that a traceback can show the line. */
    private final Map<Integer, String> sources = new ConcurrentHashMap<>();

    void remember(Cell cell) {
        sources.put(cell.number(), cell.code());
    }

    CellOutcome.Failure interrupted() {
        return plain("Interrupted", "The cell was interrupted.");
    }

    CellOutcome.Failure misuse(MagicUsageException e) {
        return plain("MagicUsage", String.valueOf(e.getMessage()));
    }

    CellOutcome.Failure vmEnded(UserVmEndedException e) {
        return plain(e.exit().title(), e.exit().words() + VARIABLES_GONE);
    }

    CellOutcome.Failure bug(Throwable e) {
        return plain("KernelBug", "Internal error in the kernel (please report): " + e);
    }

    private static CellOutcome.Failure plain(String ename, String evalue) {
        return new CellOutcome.Failure(ename, evalue, List.of("\u001b[1;31m" + ename + "\u001b[0m: " + evalue));
    }

    CellOutcome.Failure thrown(Cell cell, Thrown thrown) {
        return plain(thrown.className(), String.valueOf(thrown.message()));
    }

    CellOutcome.Failure finalAssigned(Cell cell, FinalAssignedException e) {
        return plain("CompileError", "cell " + cell.number() + ", line " + e.line() + ": " + e.getMessage());
    }

    CellOutcome.Failure compileError(Cell cell, CellPart part, List<Diag> problems) {
        return plain(
                "CompileError",
                problems.stream().map(d -> d.getMessage(Locale.ENGLISH)).collect(Collectors.joining("\n")));
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
