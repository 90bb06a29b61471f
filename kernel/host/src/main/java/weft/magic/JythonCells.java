package weft.magic;

import java.util.List;
import java.util.Optional;
import weft.maven.MavenRequest;
import weft.maven.ResolutionException;
import weft.python.TimeLimit;
import weft.wire.MimeBundle;

/**
 * {@code %%python --on jython}: the Python that runs on the JVM. It is fetched when it is first asked for, and runs in
 * the user VM, so its threads are threads of Java and stand in the same timeline.
 */
final class JythonCells {

    static final String NAME = "jython";

    /** The last one of its line; it speaks Python 2.7. */
    private static final String COORDINATES = "org.python:jython-standalone:2.7.4";

    /** The longest text that a class file can hold as one constant is 65,535 bytes. */
    private static final int MOST_CHARACTERS = 8_000;

    private final LibraryLoader loader;

    JythonCells(LibraryLoader loader) {
        this.loader = loader;
    }

    /** Runs the code of a cell, and shows what its last expression is. */
    Optional<MimeBundle> run(String code, double limitSeconds, MagicContext context) throws MagicFailedException {
        bring(context);
        try (TimeLimit limit = TimeLimit.of(limitSeconds, context::interrupt)) {
            try {
                return context.runCode("weft.threads.Jython.run(" + literal(code) + ")", true)
                        .filter(value ->
                                !value.data().getOrDefault(MimeBundle.TEXT, "").isEmpty());
            } catch (MagicFailedException e) {
                if (limit.isOver()) {
                    throw failure("TimeoutError", TimeLimit.words(limitSeconds));
                }
                throw e.ename().endsWith("PythonError") ? pythonFailure(e.evalue()) : e;
            }
        }
    }

    Optional<MimeBundle> version(MagicContext context) throws MagicFailedException {
        return run("import sys; print 'Jython ' + sys.version + ', without a GIL'", 0, context);
    }

    /** Its variables and modules are gone; threads that it started go on. */
    void restart(MagicContext context) throws MagicFailedException {
        context.runCode("weft.threads.Jython.restart()", true);
    }

    private void bring(MagicContext context) throws MagicFailedException {
        boolean isThere = context.classPath().stream()
                .anyMatch(file -> file.getFileName().toString().startsWith("jython-standalone"));
        if (isThere) {
            return;
        }
        ProgressLine line = new ProgressLine(context);
        try {
            loader.load(MavenRequest.of(COORDINATES), context, line);
            line.end("Added to the class path: " + COORDINATES);
        } catch (ResolutionException e) {
            line.end("");
            throw failure(
                    "PythonMissing",
                    "Jython comes from Maven, and it was not found: " + e.getMessage()
                            + ". Where its jar is at hand, type: %jars PATH/jython-standalone-2.7.4.jar");
        }
    }

    private static MagicFailedException failure(String ename, String words) {
        return new MagicFailedException(ename, words, List.of(ename + ": " + words));
    }

    /** Python's own traceback, whose last line names the failure. */
    private static MagicFailedException pythonFailure(String traceback) {
        List<String> lines = traceback.lines().toList();
        String last = lines.isEmpty() ? "PythonError" : lines.get(lines.size() - 1);
        int colon = last.indexOf(": ");
        return new MagicFailedException(
                colon < 0 ? last : last.substring(0, colon), colon < 0 ? "" : last.substring(colon + 2), lines);
    }

    private static String literal(String code) {
        StringBuilder text = new StringBuilder("String.join(\"\"");
        for (int from = 0; from < code.length(); from += MOST_CHARACTERS) {
            text.append(", \"");
            code.substring(from, Math.min(code.length(), from + MOST_CHARACTERS))
                    .chars()
                    .forEach(c -> text.append(escaped((char) c)));
            text.append('"');
        }
        return text.append(')').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            default -> c < ' ' || c > '~' ? String.format("\\u%04x", (int) c) : String.valueOf(c);
        };
    }
}
