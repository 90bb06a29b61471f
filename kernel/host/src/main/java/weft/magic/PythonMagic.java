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
        boolean hasCode = isLineOfCode || !body.isBlank();
        if ((options.on.isEmpty() ? preferred : options.on).equals(JythonCells.NAME)) {
            return runJython(options, hasCode, isLineOfCode ? arguments : body, context);
        }
        try {
            Interpreter python = interpreter(options.on.isEmpty() ? preferred : options.on);
            if (!options.on.isEmpty() && !hasCode) {
                preferred = options.on;
            }
            if (options.restart) {
                python.restart();
            }
            if (options.version || !options.on.isEmpty() && !hasCode) {
                context.print(
                        StreamName.STDOUT,
                        context.working(python::facts, python::interrupt).words());
            }
            if (!hasCode) {
                return Optional.empty();
            }
            return isLineOfCode
                    ? runCode(python, arguments, 1, options, context)
                    : runCode(python, body, SECOND_LINE, options, context);
        } catch (PythonFailedException e) {
            throw new MagicFailedException(e.ename(), e.evalue(), e.traceback());
        } catch (PythonMissingException e) {
            String words = String.valueOf(e.getMessage());
            throw new MagicFailedException("PythonMissing", words, List.of("PythonMissing: " + words));
        } catch (MagicUsageException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<MimeBundle> runJython(PythonOptions options, boolean hasCode, String code, MagicContext context)
            throws MagicUsageException, MagicFailedException {
        if (options.timeline) {
            throw new MagicUsageException(
                    "%%python: Jython's threads are threads of the Java VM, and \"--timeline\" is for"
                            + " CPython's; to draw them type %%timeline and start them from Java");
        }
        if (options.restart || options.timeoutSeconds > 0) {
            throw new MagicUsageException("%%python: Jython runs in the Java VM of the cells and knows neither"
                    + " \"--restart\" nor \"--timeout\"; for a fresh one type: %jvm --reset");
        }
        if (hasCode) {
            return jython.run(code, context);
        }
        preferred = JythonCells.NAME;
        return jython.run("import sys; print 'Jython ' + sys.version + ', without a GIL'", context);
    }

    private Optional<MimeBundle> runCode(
            Interpreter python, String code, int firstLine, PythonOptions options, MagicContext context)
            throws Exception {
        context.awaitAtEnd(new PythonThreads(python, context.cellNumber()));
        MagicCell cell = new MagicCell(context);
        if (!options.timeline) {
            return context.working(() -> python.run(cell, code, firstLine, options.timeoutSeconds), python::interrupt);
        }
        DrawingArguments drawing = options.drawing;
        Interpreter.RecordingWish wish = new Interpreter.RecordingWish(
                drawing.titleOr("Cell " + context.cellNumber()), drawing.waitMillis(), options.both);
        try {
            return context.working(
                    () -> python.record(cell, code, firstLine, options.timeoutSeconds, wish), python::interrupt);
        } finally {
            if (!cell.capture().isEmpty()) {
                Timeline timeline = CaptureReader.read(cell.capture());
                new TimelineOutput(comparisons, options.picture, drawing.options())
                        .show(timeline, drawing.runOr(code), picture -> context.display(picture, null, false), context);
            }
        }
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
