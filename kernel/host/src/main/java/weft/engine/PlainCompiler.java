package weft.engine;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import org.jspecify.annotations.Nullable;
import weft.javac.ReusableCompiler;
import weft.uservm.UserVmOptions;
import weft.weave.Wrappers;

/**
 * A compiler beside JShell's. It knows the same libraries, and the classes that JShell has made.
 *
 * <p><b>Threads.</b> Any; one is served at a time.
 */
final class PlainCompiler {

    private final Set<Path> libraries;
    private final List<String> options;
    /** Binary name → class, unwoven. */
    private final Map<String, byte[]> ofJShell = new ConcurrentHashMap<>();

    private boolean available = true;
    private @Nullable Javac javac;

    private record Javac(PlainFileManager files, ReusableCompiler compiler) {}

    /**
     * What came of a source: classes, or if there are none, what was wrong.
     *
     * @param problems javac's keys, such as {@code compiler.err.cant.resolve}
     */
    record Compiled(List<ClassBytecodes> classes, List<String> problems) {}

    private PlainCompiler(Path library, List<String> options) {
        this.libraries = new LinkedHashSet<>(List.of(library));
        this.options = options;
    }

    /** One for a user VM with these options. It is being made ready on a thread of its own. */
    static PlainCompiler prepared(UserVmOptions options) {
        var made = new PlainCompiler(options.runtimeJar(), CompilerOptions.from(options.vmOptions()));
        made.prepare();
        return made;
    }

    /** javac's options, which JShell is to have too. */
    List<String> options() {
        return options;
    }

    /** Compiles something: the first time takes 80 ms, and the first cell is still on its way. */
    private void prepare() {
        String name = Wrappers.ofWeft(0);
        Thread thread =
                new Thread(() -> compile(name, PlainSnippets.wrapped(name, "", "return 0;", true)), "weft-javac");
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void addLibraries(List<Path> more) {
        if (libraries.addAll(more)) {
            javac = null;
        }
    }

    /** From now on there is this class too, or it is like this. */
    void know(ClassBytecodes ofJShellNow) {
        ofJShell.put(ofJShellNow.name(), ofJShellNow.bytecodes());
    }

    /**
     * Compiles a class. Nothing comes of it, and without a problem, where this JDK's javac is another inside than those
     * known here.
     */
    synchronized Compiled compile(String className, String source) {
        if (!available) {
            return new Compiled(List.of(), List.of());
        }
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try {
            Javac with = javac();
            boolean compiled = with.compiler().compile(new Source(className, source), problems);
            List<ClassBytecodes> classes = with.files().take();
            return new Compiled(compiled ? classes : List.of(), codes(problems));
        } catch (LinkageError other) {
            System.getLogger("weft.engine")
                    .log(System.Logger.Level.WARNING, "javac is used by way of JShell alone, which is slower", other);
            available = false;
            return new Compiled(List.of(), List.of());
        } catch (RuntimeException | Error broken) {
            // As by an interrupt: what it had written so far is no part of what comes next.
            javac = null;
            throw broken;
        }
    }

    private Javac javac() {
        Javac known = javac;
        if (known != null) {
            return known;
        }
        PlainFileManager files = new PlainFileManager(libraries, ofJShell);
        Javac made = new Javac(files, new ReusableCompiler(files, options, Wrappers.PACKAGE));
        javac = made;
        return made;
    }

    private List<String> codes(DiagnosticCollector<JavaFileObject> problems) {
        List<String> codes =
                problems.getDiagnostics().stream().map(Diagnostic::getCode).collect(Collectors.toList());
        if (codes.stream().anyMatch(code -> code.startsWith("compiler.err.limit."))) {
            // Its table of constants keeps what was too long for it: no other class could be written.
            javac = null;
        }
        return codes;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("memory:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
