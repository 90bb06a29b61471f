package weft.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import jdk.jshell.Diag;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.jspecify.annotations.Nullable;
import weft.magic.MagicContext;
import weft.magic.MagicFailedException;
import weft.magic.MagicUsageException;
import weft.magic.Magics;
import weft.weave.FinalAssignedException;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/**
 * One run of one cell, part by part, up to the first that fails.
 *
 * <p><b>Threads.</b> Belongs to the thread that runs cells, which holds the compiler's lock.
 */
final class CellRun {

    private final Supplier<Session> current;
    private final Cell cell;
    private final int borderNumber;
    private final Failures failures;
    private final Magics magics;
    private final MagicContext context;
    private final Thread thread = Thread.currentThread();
    private volatile boolean interrupted;
    private volatile boolean compiling;
    private final List<Snippet> declared = new ArrayList<>();

    CellRun(
            Supplier<Session> current,
            Cell cell,
            int borderNumber,
            Failures failures,
            Magics magics,
            MagicContext context) {
        this.current = current;
        this.cell = cell;
        this.borderNumber = borderNumber;
        this.failures = failures;
        this.magics = magics;
        this.context = context;
    }

    /** The session as it is now: a magic may have replaced it in the midst of the cell. */
    private Session session() {
        return current.get();
    }

    /** The thread that runs this cell. */
    Thread thread() {
        return thread;
    }

    /** Whether JShell has a part of this cell in hand; any thread may ask. */
    boolean isCompiling() {
        return compiling;
    }

    int borderNumber() {
        return borderNumber;
    }

    /** Ends the run before its next part; any thread. */
    void interrupt() {
        interrupted = true;
    }

    CellOutcome run() {
        String code = cell.code();
        if (code.stripLeading().startsWith("%%")) {
            return cellMagic(code.stripLeading());
        }
        CellParts parts = new CellParts(text -> session().analysis().analyzeCompletion(text), code);
        CellOutcome outcome = new CellOutcome.Done();
        while (parts.hasNext()) {
            if (interrupted) {
                return failures.interrupted();
            }
            outcome = runPart(parts.next());
            if (outcome instanceof CellOutcome.Failure) {
                return outcome;
            }
        }
        failures.unresolved(session().shell(), declared).ifPresent(note -> context.print(StreamName.STDERR, note));
        return outcome;
    }

    private CellOutcome cellMagic(String code) {
        int end = code.indexOf('\n');
        return magic(end < 0 ? code : code.substring(0, end), end < 0 ? "" : code.substring(end + 1));
    }

    private CellOutcome magic(String line, String body) {
        try {
            Optional<MimeBundle> shown = magics.run(line, body, context);
            return shown.<CellOutcome>map(CellOutcome.Value::new).orElseGet(CellOutcome.Done::new);
        } catch (MagicUsageException e) {
            return failures.misuse(e);
        } catch (MagicFailedException e) {
            return new CellOutcome.Failure(e.ename(), e.evalue(), e.traceback());
        }
    }

    private CellOutcome runPart(CellPart part) {
        if (part.kind() == CellPart.Kind.MAGIC) {
            return magic(part.source(), "");
        }
        int firstLine = 1 + lines(cell.code().substring(0, part.offset()));
        SnippetOrigins.Place place = new SnippetOrigins.Place(cell.number(), firstLine, part.source());
        List<SnippetEvent> events = evaluate(place, part);
        if (events.isEmpty()) {
            return failures.interrupted();
        }
        CellOutcome outcome = outcome(part, events);
        if (session().control().vmEnded() == null) {
            session().dropTemporaries(events);
        }
        return outcome;
    }

    /** What JShell made of a part; nothing where an interrupt broke the compiler off. */
    private List<SnippetEvent> evaluate(SnippetOrigins.Place place, CellPart part) {
        compiling = true;
        try {
            return session().evaluate(borderNumber, place, part.valueWanted());
        } catch (Exception | Error e) {
            if (interrupted) {
                return List.of();
            }
            throw e;
        } finally {
            compiling = false;
            // What was meant for the compiler must not hit what comes next.
            Thread.interrupted();
        }
    }

    private CellOutcome outcome(CellPart part, List<SnippetEvent> events) {
        UserVmControl control = session().control();
        if (control.vmEnded() != null) {
            return failures.vmEnded(control.vmEnded());
        }
        FinalAssignedException finalAssigned = control.finalAssigned();
        if (finalAssigned != null) {
            return failures.finalAssigned(cell, finalAssigned);
        }
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null && event.status() == Snippet.Status.REJECTED) {
                List<Diag> problems =
                        session().shell().diagnostics(event.snippet()).toList();
                return failures.compileError(cell, part, problems, session().shell());
            }
        }
        if (control.wasStopped() || interrupted) {
            return failures.interrupted();
        }
        if (control.unresolved() != null) {
            return failures.notYetDefined(session().shell(), control.unresolved());
        }
        if (control.thrown() != null) {
            return failures.thrown(control.thrown());
        }
        failures.lost(events).ifPresent(note -> context.print(StreamName.STDERR, note));
        events.stream().filter(e -> e.causeSnippet() == null).forEach(e -> declared.add(e.snippet()));
        return value(part, events, control.value());
    }

    private static CellOutcome value(CellPart part, List<SnippetEvent> events, @Nullable MimeBundle bundle) {
        if (bundle == null || !part.valueWanted()) {
            return new CellOutcome.Done();
        }
        boolean shown = events.stream().anyMatch(e -> e.causeSnippet() == null && Session.hasValue(e.snippet()));
        return shown ? new CellOutcome.Value(bundle) : new CellOutcome.Done();
    }

    private static int lines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}
