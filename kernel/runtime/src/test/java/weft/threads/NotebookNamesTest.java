package weft.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library's names inside a notebook: they meet the JDK's and the learner's own. */
@Timeout(120)
class NotebookNamesTest {

    private static final List<String> IMPORTED = List.of(
            "java.lang",
            "java.util",
            "java.util.function",
            "java.util.stream",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks",
            "java.time",
            "java.nio.file",
            "java.math",
            "java.io",
            "weft.display");

    @Test
    void publicTypes_besideTheDefaultImports_haveNamesOfTheirOwn() throws Exception {
        List<String> clashes = new ArrayList<>();
        List<String> names = publicTypes();
        for (String name : names) {
            for (String imported : IMPORTED) {
                if (exists(imported + "." + name)) {
                    clashes.add(imported + "." + name);
                }
            }
        }

        assertThat(names).contains("Threads", "Gil", "RefCounted");
        assertThat(clashes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String log(Object o) { return \"own\"; } log(\"x\")",
                "String sleep(long n) { return \"own\"; } sleep(1)",
                "String start(String n, Runnable r) { return \"own\"; } start(\"a\", () -> {})",
                "String join(Thread... t) { return \"own\"; } join()",
                "String check(String claim, boolean b) { return \"own\"; } check(\"x\", false)",
                "String step(String s) { return \"own\"; } step(\"x\")",
                "String gap() { return \"own\"; } gap()",
                "String predict(String a, String... b) { return \"own\"; } predict(\"x\")",
                "class Gil { public String toString() { return \"own\"; } } new Gil().toString()",
                "class Task { public String toString() { return \"own\"; } } new Task().toString()",
                "record Pool(int n) { public String toString() { return \"own\"; } } new Pool(1).toString()",
                "class Own { String log(Object o) { return \"own\"; } String call() { return log(1); } } new Own().call()"
            })
    void ownDeclaration_sameName_wins(String cell) {
        try (JShell shell = shell()) {
            assertThat(last(shell, cell)).isEqualTo("\"own\"");
        }
    }

    @Test
    void helpers_theFirstSlide_needsNoTryAndNoImport() {
        try (JShell shell = shell()) {
            assertThat(last(
                            shell,
                            "var seen = new ArrayList<String>();"
                                    + "Thread t = start(\"worker-1\", () -> { sleep(1); seen.add(\"ran\"); });"
                                    + "join(t); seen.get(0)"))
                    .isEqualTo("\"ran\"");
            assertThat(last(shell, "start(() -> { throw new Exception(); }).getName()"))
                    .startsWith("\"thread-");
            assertThat(
                            last(
                                    shell,
                                    "sleep(Duration.ofMillis(1)); Thread v = startVirtual(\"v\", () -> {}); join(v, v); v.getName()"))
                    .isEqualTo("\"v\"");
        }
    }

    private static JShell shell() {
        JShell shell = JShell.builder().executionEngine("local").build();
        shell.addToClasspath(classes().toString());
        IMPORTED.forEach(imported -> last(shell, "import " + imported + ".*;"));
        last(shell, "import weft.threads.*;");
        last(shell, "import static weft.threads.Threads.*;");
        return shell;
    }

    /** Evaluates all snippets of the text and gives the value of the last one; fails on the first that is refused. */
    private static String last(JShell shell, String text) {
        String value = "";
        String rest = text;
        while (!rest.isBlank()) {
            var next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(next.source() == null ? rest : next.source())) {
                List<String> problems = shell.diagnostics(event.snippet())
                        .map(problem -> problem.getMessage(null))
                        .toList();
                assertThat(event.status())
                        .as("%s: %s", event.snippet().source(), problems)
                        .isEqualTo(Snippet.Status.VALID);
                assertThat(event.exception()).as(event.snippet().source()).isNull();
                value = event.value() == null ? value : event.value();
            }
            rest = next.remaining();
        }
        return value;
    }

    private static List<String> publicTypes() throws Exception {
        try (Stream<Path> files = Files.list(classes().resolve("weft/threads"))) {
            List<String> names = new ArrayList<>();
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                boolean top = !name.contains("$") && !name.equals("package-info");
                if (top
                        && java.lang.reflect.Modifier.isPublic(
                                Class.forName("weft.threads." + name).getModifiers())) {
                    names.add(name);
                }
            }
            return names;
        }
    }

    private static boolean exists(String name) {
        try {
            Class.forName(name, false, NotebookNamesTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Path classes() {
        return Path.of(URI.create(Threads.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }
}
