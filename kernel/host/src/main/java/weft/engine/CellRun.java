package weft.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.jspecify.annotations.Nullable;
import weft.language.HelpQuestion;
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

    private static final Pattern DISPLAY = Pattern.compile("(?s)display\\s*\\(.*\\)");
    private static final Pattern DISPLAY_ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final Supplier<Session> current;
    private NamedSource source;
    private final int borderNumber;
    private final Failures failures;
    private final Magics magics;
    private final MagicContext context;
    private final Thread thread = Thread.currentThread();
    private volatile boolean interrupted;
    private volatile boolean compiling;
    private boolean lastHasValue;
    /** The magic that runs, and where its text begins in the cell. */
    private String magicText = "";

    private int magicOffset;
    /** How much of a magic's code is not the cell's. */
    private int generated;

    private final List<Snippet> declared = new ArrayList<>();

    CellRun(
            Supplier<Session> current,
            Cell cell,
            int borderNumber,
            Failures failures,
            Magics magics,
            MagicContext context) {
        this.current = current;
        this.source = NamedSource.of(cell);
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
        return run(source.text(), 0);
    }

    /**
     * Runs code for a magic. Where it stands in the magic's own text it keeps its place, so that errors name the cell's
     * lines.
     *
     * @param before what is written around the code, without a line's end: before it and after it
     * @param compiledFirst whether all of it is compiled before any of it runs, so that the compiler does not stretch
     *     the time between two statements. If it does not compile, what stands before the error runs all the same.
     */
    Optional<MimeBundle> runCode(String before, String code, String after, boolean compiledFirst)
            throws MagicFailedException {
        int inMagic = magicText.lastIndexOf(code);
        generated = before.length();
        int offset = (inMagic < 0 ? 0 : magicOffset + inMagic) - generated;
        String whole = before + code + after;
        CellOutcome outcome;
        try {
            outcome = compiledFirst ? runCompiled(whole, offset) : run(whole, offset);
        } finally {
            generated = 0;
        }
        return valueOf(outcome);
    }

    /** Runs the code of a file for a magic. Errors name the file and its lines. */
    Optional<MimeBundle> runFile(NamedSource file) throws MagicFailedException {
        NamedSource outer = source;
        failures.remember(file);
        source = file;
        try {
            return valueOf(run(file.text(), 0));
        } finally {
            source = outer;
        }
    }

    private static Optional<MimeBundle> valueOf(CellOutcome outcome) throws MagicFailedException {
        if (outcome instanceof CellOutcome.Failure failure) {
            throw new MagicFailedException(failure.ename(), failure.evalue(), failure.traceback());
        }
        return outcome instanceof CellOutcome.Value value ? Optional.of(value.bundle()) : Optional.empty();
    }

    private CellOutcome runCompiled(String code, int offset) {
        UserVmControl control = session().control();
        control.defer();
        CellOutcome compiled = run(code, offset);
        if (interrupted) {
            control.dropDeferred();
            return failures.interrupted();
        }
        if (!control.runDeferred()) {
            return compiled;
        }
        CellOutcome.Failure failure = failureOfRun(control);
        if (failure != null) {
            return failure;
        }
        MimeBundle value = control.result().value();
        boolean shown = compiled instanceof CellOutcome.Done && lastHasValue && value != null;
        return shown && value != null ? new CellOutcome.Value(value) : compiled;
    }

    /** @param offset where the code begins in the cell */
    private CellOutcome run(String code, int offset) {
        int head = code.length() - code.stripLeading().length();
        if (code.startsWith("%%", head) && HelpQuestion.at(code, head).isEmpty()) {
            return cellMagic(code, offset);
        }
        CellParts parts = new CellParts(text -> session().analysis().analyzeCompletion(text), code);
        CellOutcome outcome = new CellOutcome.Done();
        while (parts.hasNext()) {
            if (interrupted) {
                return failures.interrupted();
            }
            outcome = runPart(parts.next().movedBy(offset));
            if (outcome instanceof CellOutcome.Failure) {
                return outcome;
            }
        }
        failures.unresolved(session().shell(), declared).ifPresent(note -> context.print(StreamName.STDERR, note));
        return outcome;
    }

    private CellOutcome cellMagic(String cellText, int offset) {
        magicText = cellText;
        magicOffset = offset;
        String code = cellText.stripLeading();
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
            magicText = part.source();
            magicOffset = part.offset();
            return magic(part.source(), "");
        }
        int begin =
                Math.max(0, Math.min(part.offset() + generated, source.text().length()));
        int firstLine = 1 + lines(source.text().substring(0, begin));
        SnippetOrigins.Place place = new SnippetOrigins.Place(source.name(), firstLine, part.source());
        Optional<Session.Evaluation> evaluation = evaluate(place, part);
        if (evaluation.isEmpty()) {
            return failures.interrupted();
        }
        CellOutcome outcome = outcome(part, evaluation.get());
        if (session().control().vmEnded() == null) {
            session().dropTemporaries(evaluation.get().events());
        }
        return outcome;
    }

    /** What came of a part; nothing where an interrupt broke the compiler off. */
    private Optional<Session.Evaluation> evaluate(SnippetOrigins.Place place, CellPart part) {
        compiling = true;
        try {
            return Optional.of(session().evaluate(borderNumber, place, part.valueWanted()));
        } catch (Exception | Error e) {
            if (interrupted) {
                return Optional.empty();
            }
            throw e;
        } finally {
            compiling = false;
            // What was meant for the compiler must not hit what comes next.
            Thread.interrupted();
        }
    }

    private CellOutcome outcome(CellPart part, Session.Evaluation evaluation) {
        List<SnippetEvent> events = evaluation.events();
        UserVmControl control = session().control();
        if (control.vmEnded() != null) {
            return failures.vmEnded(control.vmEnded());
        }
        FinalAssignedException finalAssigned = control.finalAssigned();
        if (finalAssigned != null) {
            return failures.finalAssigned(source, part, finalAssigned);
        }
        for (SnippetEvent event : events) {
            boolean rejected = event.causeSnippet() == null && event.status() == Snippet.Status.REJECTED;
            if (rejected || session().isBeyondLimits(event)) {
                List<Diag> problems =
                        session().shell().diagnostics(event.snippet()).toList();
                return failures.compileError(source, part, problems, session().shell());
            }
        }
        CellOutcome.Failure failure = failureOfRun(control);
        if (failure != null) {
            return failure;
        }
        failures.lost(events).ifPresent(note -> context.print(StreamName.STDERR, note));
        events.stream().filter(e -> e.causeSnippet() == null).forEach(e -> declared.add(e.snippet()));
        return value(part, evaluation.hasValue(), control.result().value());
    }

    private CellOutcome.@Nullable Failure failureOfRun(UserVmControl control) {
        if (control.vmEnded() != null) {
            return failures.vmEnded(control.vmEnded());
        }
        if (control.result().wasStopped() || interrupted) {
            return failures.interrupted();
        }
        if (control.result().unresolved() != null) {
            return failures.notYetDefined(session().shell(), control.result().unresolved());
        }
        return control.result().thrown() == null
                ? null
                : failures.thrown(control.result().thrown());
    }

    private CellOutcome value(CellPart part, boolean hasValue, @Nullable MimeBundle bundle) {
        lastHasValue = part.valueWanted() && hasValue && !isIdOfShown(part, bundle);
        return lastHasValue && bundle != null ? new CellOutcome.Value(bundle) : new CellOutcome.Done();
    }

    /** What {@code display(…)} shows stands below the cell already; its value is the id, which says nothing to a reader. */
    private static boolean isIdOfShown(CellPart part, @Nullable MimeBundle bundle) {
        return bundle != null
                && DISPLAY.matcher(part.source().strip()).matches()
                && DISPLAY_ID
                        .matcher(bundle.data().getOrDefault(MimeBundle.TEXT, ""))
                        .matches();
    }

    private static int lines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}
