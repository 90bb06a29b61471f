package weft.magic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import weft.language.Completion;
import weft.python.CPython;
import weft.python.Interpreter;
import weft.python.PythonFailedException;
import weft.python.PythonMissingException;
import weft.timeline.model.CaptureReader;
import weft.timeline.model.Timeline;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/**
 * {@code %%python}: runs a cell in a real Python.
 *
 * <p><b>Threads.</b> Cells run on one thread; questions about code come from others.
 */
final class PythonMagic implements Magic, ForeignCode, AutoCloseable {

    /** Where a cell's first line says nothing else. */
    private static final int SECOND_LINE = 2;

    private static final String ADVICE =
            "Its threads keep what they have: make the locks anew," + " or get a fresh Python by %python --restart";

    private final Comparisons comparisons;
    private final Map<String, Interpreter> byName = new ConcurrentHashMap<>();
    private final JythonCells jython;
    private volatile String preferred = "";

    PythonMagic(JythonCells jython, Comparisons comparisons) {
        this.jython = jython;
        this.comparisons = comparisons;
    }

    @Override
    public String name() {
        return "python";
    }

    @Override
    public String help() {
        return "%%python [options] — run the cell in a real Python, as in: %%python --on 3.13"
                + " (%python --version: which one; %python --help: the options)";
    }

    @Override
    public List<String> options() {
        return OptionNames.of(new PythonOptions());
    }

    @Override
    public String usage() {
        return PythonOptions.usage();
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context)
            throws MagicUsageException, MagicFailedException {
        boolean isLineOfCode = !arguments.isEmpty() && !arguments.startsWith("-");
        if (isLineOfCode && !body.isEmpty()) {
            throw new MagicUsageException("%%python: \"" + arguments
                    + "\" is no option; the code stands on the lines below. For the options type: %python --help");
        }
        PythonOptions options = PythonOptions.parse(isLineOfCode ? "" : arguments);
        if (options.help) {
            context.print(StreamName.STDOUT, PythonOptions.usage());
            return Optional.empty();
        }
        Code code = isLineOfCode ? new Code(arguments, 1) : new Code(body, SECOND_LINE);
        String on = options.on.isEmpty() ? preferred : options.on;
        return on.equals(JythonCells.NAME) ? runJython(options, code, context) : runPython(on, options, code, context);
    }

    /** What is to be run, and the line of the cell on which it begins. */
    private record Code(String text, int firstLine) {
        boolean isEmpty() {
            return text.isBlank();
        }
    }

    private Optional<MimeBundle> runJython(PythonOptions options, Code code, MagicContext context)
            throws MagicUsageException, MagicFailedException {
        if (options.timeline) {
            throw new MagicUsageException(
                    "%%python: Jython's threads are threads of the Java VM, and \"--timeline\" is for"
                            + " CPython's; to draw them type %%timeline and below it: Jython.run(\"...\")");
        }
        if (options.restart) {
            jython.restart(context);
        }
        if (!code.isEmpty()) {
            return jython.run(code.text(), options.timeoutSeconds, context);
        }
        Optional<MimeBundle> version =
                options.version || !options.on.isEmpty() ? jython.version(context) : Optional.empty();
        keep(options);
        return version;
    }

    private Optional<MimeBundle> runPython(String on, PythonOptions options, Code code, MagicContext context)
            throws MagicUsageException, MagicFailedException {
        try {
            Interpreter python = interpreter(on);
            if (options.restart) {
                python.restart();
            }
            MagicCell cell = new MagicCell(context);
            if (options.version || !options.on.isEmpty() && code.isEmpty()) {
                context.print(
                        StreamName.STDOUT,
                        context.working(() -> python.facts(cell), () -> cell.interrupt(python))
                                .words());
            }
            if (code.isEmpty()) {
                keep(options);
                return Optional.empty();
            }
            context.awaitAtEnd(new PythonThreads(python, context.cellNumber()));
            return options.timeline
                    ? record(python, code, options, cell, context)
                    : context.working(
                            () -> python.run(cell, code.text(), code.firstLine(), options.timeoutSeconds),
                            () -> cell.interrupt(python));
        } catch (PythonFailedException e) {
            throw failed(e);
        } catch (PythonMissingException e) {
            String words = String.valueOf(e.getMessage());
            throw new MagicFailedException("PythonMissing", words, List.of("PythonMissing: " + words));
        } catch (MagicUsageException | MagicFailedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** On a line without code, {@code --on} is for the cells that follow; not where there is no such Python. */
    private void keep(PythonOptions options) {
        if (!options.on.isEmpty()) {
            preferred = options.on;
        }
    }

    private static MagicFailedException failed(PythonFailedException e) {
        return new MagicFailedException(e.ename(), e.evalue(), e.traceback());
    }

    /** The picture comes also when the cell fails, and before its value. */
    private Optional<MimeBundle> record(
            Interpreter python, Code code, PythonOptions options, MagicCell cell, MagicContext context)
            throws Exception {
        DrawingArguments drawing = options.drawing;
        Interpreter.RecordingWish wish = new Interpreter.RecordingWish(
                drawing.titleOr("Cell " + context.cellNumber()), drawing.waitMillis(), options.both);
        Optional<MimeBundle> value = Optional.empty();
        PythonFailedException failure = null;
        try {
            value = context.working(
                    () -> python.record(cell, code.text(), code.firstLine(), options.timeoutSeconds, wish),
                    () -> cell.interrupt(python));
        } catch (PythonFailedException e) {
            failure = e;
        }
        if (!cell.capture().isEmpty()) {
            Timeline timeline = CaptureReader.read(cell.capture());
            new TimelineOutput(comparisons, options.picture, drawing.options())
                    .show(
                            timeline,
                            drawing.runOr(code.text()),
                            picture -> context.display(picture, null, false),
                            context);
            if (failure != null) {
                throw Deadlocks.failure(timeline, "it was given up", ADVICE).orElse(failed(failure));
            }
        }
        if (failure != null) {
            throw failure;
        }
        return value;
    }

    private Interpreter interpreter(String name) throws PythonMissingException {
        Interpreter python = byName.get(name);
        if (python == null) {
            python = name.isEmpty() ? CPython.preferred() : CPython.named(name);
            byName.put(name, python);
        }
        return python;
    }

    @Override
    public Completion complete(String code, int cursor) {
        Interpreter python = byName.get(preferred);
        if (python == null) {
            return new Completion(List.of(), cursor, cursor);
        }
        Interpreter.Proposals proposals = python.complete(code, cursor);
        List<Completion.Match> matches = proposals.matches().stream()
                .map(each -> new Completion.Match(each.text(), each.kind(), ""))
                .toList();
        return new Completion(matches, matches.isEmpty() ? cursor : proposals.start(), cursor);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        Interpreter python = byName.get(preferred);
        @Nullable String text = python == null ? null : python.inspect(code, cursor, detail);
        return Optional.ofNullable(text).map(MimeBundle::text);
    }

    /** Ends every Python that was started. May be called twice. */
    @Override
    public void close() {
        byName.values().forEach(Interpreter::close);
    }

    /** The threads that a Python cell has started. */
    private record PythonThreads(Interpreter python, int cell) implements ThreadWait {
        @Override
        public List<String> await(long millis) {
            return python.awaitThreads(cell, millis);
        }

        @Override
        public void stop() {
            python.stopWaiting();
        }
    }
}
