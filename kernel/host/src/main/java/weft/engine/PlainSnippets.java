package weft.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import weft.language.JavaText;
import weft.language.PlainForm;
import weft.weave.Wrappers;

/**
 * Compiles snippets that declare nothing: expressions and statements. JShell compiles them too, but has javac at them
 * three times, each time with a compiler of its own: to parse them, to find their errors and their type, and to make the
 * class. That is four fifths of a short cell's time, and 40 ms of a launch. And it keeps the class for ever.
 *
 * <p>A snippet has the meaning here that it has there: its class is the one that JShell would make of it, with the imports
 * that its words can need. Where none comes of it, for whatever reason, JShell is to be asked; so all errors are JShell's.
 *
 * <p><b>Threads.</b> Belongs to the one that evaluates.
 */
final class PlainSnippets {

    /** What javac says of a call whose method has no value. */
    private static final Set<String> VOID = Set.of("compiler.err.void.not.allowed.here", "compiler.err.prob.found.req");

    private final JShell shell;
    private final Imports imports;
    private final PlainCompiler compiler;
    private int made;

    /**
     * A snippet that is ready to run.
     *
     * @param wrapper the class with {@link Wrappers#METHOD}
     * @param hasValue whether the method returns the snippet's value
     */
    record Compiled(String wrapper, List<ClassBytecodes> classes, boolean hasValue) {}

    PlainSnippets(JShell shell, Imports imports, PlainCompiler compiler) {
        this.shell = shell;
        this.imports = imports;
        this.compiler = compiler;
    }

    /** Nothing for a snippet that is not plain, or not right: then JShell says what is wrong. */
    Optional<Compiled> compile(String snippet, boolean valueWanted) {
        for (PlainForm form : PlainForm.of(snippet, valueWanted)) {
            String wrapper = Wrappers.ofWeft(++made);
            String source = wrapped(wrapper, importsFor(form.words()), form.body(), form.hasValue());
            PlainCompiler.Compiled compiled = compiler.compile(wrapper, source);
            if (!compiled.classes().isEmpty()) {
                return Optional.of(new Compiled(wrapper, compiled.classes(), form.hasValue()));
            }
            if (compiled.problems().stream().noneMatch(VOID::contains)) {
                break;
            }
        }
        return Optional.empty();
    }

    /** A method in a class, all in the snippet's first line: its lines are the wrapper's. */
    static String wrapped(String wrapper, String imports, String body, boolean hasValue) {
        return "package " + Wrappers.PACKAGE + ";" + imports
                + "public class " + wrapper.substring(wrapper.lastIndexOf('.') + 1)
                + "{public static " + (hasValue ? "Object " : "void ") + Wrappers.METHOD + "()throws Throwable{" + body
                + "}}";
    }

    private String importsFor(Set<String> words) {
        return String.join("", imports.of(words))
                + shell.snippets()
                        .filter(snippet -> shell.status(snippet).isDefined())
                        .map(snippet -> importOf(snippet, words))
                        .collect(Collectors.joining());
    }

    private String importOf(Snippet snippet, Set<String> words) {
        if (snippet instanceof ImportSnippet) {
            if (Imports.DEFAULT.contains(snippet.source())) {
                return "";
            }
            String made = JavaText.withoutComments(snippet.source())
                    .replace('\n', ' ')
                    .strip();
            return made.endsWith(";") ? made : made + ";";
        }
        if (snippet instanceof PersistentSnippet declared && words.contains(declared.name())) {
            String holder = shell.sourceCodeAnalysis().wrapper(snippet).fullClassName();
            return "import static " + holder + "." + declared.name() + ";";
        }
        return "";
    }
}
