package weft.language;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Whether a snippet is Java by its form alone. JShell tells no error of grammar from a name that is not there yet.
 */
final class Grammar {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private Grammar() {}

    /** @param snippet one whole snippet */
    static boolean accepts(String snippet) {
        String expression = snippet.strip().replaceFirst(";$", "");
        return Stream.of(
                        "class Weft$ { void weft$() throws Throwable {\n" + snippet + "\n} }",
                        "class Weft$ {\n" + snippet + "\n}",
                        "class Weft$ { Object weft$ =\n" + expression + "\n; }",
                        snippet)
                .anyMatch(Grammar::parses);
    }

    private static boolean parses(String unit) {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavacTask task = (JavacTask)
                COMPILER.getTask(null, null, problems, List.of("-proc:none"), null, List.of(new Unit(unit)));
        try {
            task.parse();
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory cannot be read", e);
        }
        return problems.getDiagnostics().stream().noneMatch(one -> one.getKind() == Diagnostic.Kind.ERROR);
    }

    private static final class Unit extends SimpleJavaFileObject {
        private final String text;

        Unit(String text) {
            super(URI.create("string:///Weft$.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
