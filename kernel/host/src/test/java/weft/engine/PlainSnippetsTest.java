package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import jdk.jshell.Snippet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What declares nothing is compiled past JShell, and means and says the same. */
class PlainSnippetsTest {

    @TempDir
    Path folder;

    private Notebook notebook;

    @BeforeEach
    void open() throws Exception {
        notebook = new Notebook();
    }

    @AfterEach
    void close() {
        notebook.close();
    }

    private String known() {
        return notebook.engine.session().shell().snippets().map(Snippet::source).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 + 1",
                "System.out.println(1)",
                "System.out.println(1);",
                "List.of(1, 2).stream().map(n -> n + 1).toList()",
                "new Thread(() -> { }).start();",
                "for (int i = 0; i < 3; i++) { System.out.print(i); }",
                "synchronized (String.class) { }",
            })
    void plainSnippet_leavesNothingInJShell(String code) {
        notebook.run(code);

        assertThat(known()).isEmpty();
    }

    @Test
    void names_ofEachKind_areThoseOfOtherCells() {
        notebook.run("""
                import java.util.concurrent.TimeUnit;
                import static java.lang.Math.max;
                int n = 1;
                int twice(int x) { return 2 * x; }
                String twice(String x) { return x + x; }
                record Point(int x, int y) { static Point ZERO = new Point(0, 0); }
                enum Colour { RED, GREEN }
                interface Named { String name(); }
                """);

        assertThat(notebook.value("twice(n) + twice(\"a\") + max(1, 7)")).isEqualTo("2aa7");
        assertThat(notebook.value("Point.ZERO.equals(new Point(0, 0))")).isEqualTo("true");
        assertThat(notebook.value("Colour.valueOf(\"RED\").compareTo(Colour.GREEN)"))
                .isEqualTo("-1");
        assertThat(notebook.value("new Named() { public String name() { return \"me\"; } }.name()"))
                .isEqualTo("me");
        assertThat(notebook.value("TimeUnit.SECONDS.toMillis(2)")).isEqualTo("2000");
        assertThat(known()).endsWith("interface Named { String name(); }\n");
    }

    @Test
    void names_declaredAgain_areTheNewOnes() {
        notebook.run("int f() { return 1; } class A { int a = 1; }");
        assertThat(notebook.value("f() + new A().a")).isEqualTo("2");
        notebook.run("int f() { return 10; } class A { int a = 10; int b = 5; }");
        assertThat(notebook.value("f() + new A().a + new A().b")).isEqualTo("25");
        notebook.run("String f = \"text\"; String f() { return f; }");
        assertThat(notebook.value("f() + f")).isEqualTo("texttext");
    }

    @Test
    void variables_oneAfterTheOther_areSeenAndChanged() {
        for (int i = 0; i < 60; i++) {
            notebook.run("int v" + i + " = " + i + ";");
            assertThat(notebook.value("v" + i + " + 0")).isEqualTo(String.valueOf(i));
        }
        notebook.run("v3 = 100;");
        notebook.run("v3++;");
        assertThat(notebook.value("v3 + v59")).isEqualTo("160");
    }

    @Test
    void declarationThatHidesAnImport_isMeant() {
        notebook.run("class Timer { public String toString() { return \"mine\"; } }");
        notebook.run("void sleep(long millis) { System.out.print(\"slept\"); }");

        assertThat(notebook.value("new Timer() + \"\"")).isEqualTo("mine");
        notebook.run("sleep(5000)");
        assertThat(notebook.shownByLastCell()).isEqualTo("slept");
    }

    @Test
    void value_isThatOfTheSnippetsOwnType() {
        notebook.run("boolean b = true; int n = 1; void nothing() { } <T> T id(T t) { return t; }");

        assertThat(notebook.value("b ? n : 2.0")).isEqualTo("1.0");
        assertThat(notebook.value("(switch (n) { case 1 -> id(1); default -> 2.0; })"))
                .isEqualTo("1.0");
        assertThat(notebook.value("b ? id(1) : 2.0")).isEqualTo("1.0");
        assertThat(notebook.value("n + 1 // and a comment")).isEqualTo("2");
        assertThat(notebook.value("'a' + n")).isEqualTo("98");
        assertThat(notebook.value("n += 4")).isEqualTo("5");
        assertThat(notebook.value("nothing()")).isEmpty();
        assertThat(notebook.value("n = 7; n")).isEqualTo("7");
        assertThat(notebook.value("while (n > 0) { n--; }")).isEmpty();
        assertThat(notebook.value("Collections.max(List.of(1, 2))")).isEqualTo("2");
    }

    @Test
    void error_isToldInTheSnippetsOwnWordsAndPlace() {
        notebook.run("int n = 1; int calls = 0; int call() { return ++calls; } int later() { return notYet(); }");

        assertThat(notebook.value("n +\n  missing")).contains("missing");
        assertThat(notebook.value("call().missing();")).contains("int cannot be dereferenced");
        assertThat(notebook.value("calls")).isEqualTo("0");
        assertThat(notebook.value("later()")).contains("later cannot be used until this is declared", "notYet");
        assertThat(notebook.value("Object o = n;\n\nn / (n -\n n)")).contains("ArithmeticException");
        assertThat(traceback("\n\nfor (;;) {\n  n = n / (n - n); }")).contains(", line 4");
        assertThat(traceback("// a comment first\nn / (n - n)")).contains(", line 2");
    }

    private String traceback(String code) {
        CellOutcome.Failure failure = (CellOutcome.Failure) notebook.run(code);
        return String.join("\n", failure.traceback());
    }

    @Test
    void classOfALibrary_thatIsAddedLater_isFound() throws Exception {
        Path source = Files.createDirectory(folder.resolve("lib")).resolve("Greeting.java");
        Files.writeString(source, "package lib; public class Greeting { public static int N = 3; }");
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "17", source.toString());

        assertThat(notebook.value("lib.Greeting.N + 1")).contains("lib");
        notebook.run("%classpath " + folder);
        assertThat(notebook.value("lib.Greeting.N + 1")).isEqualTo("4");
    }

    @Test
    void textThatIsTooLong_leavesTheCompilerFit() {
        String tooLong = "\"" + "x".repeat(70_000) + "\".length() + 1";

        assertThat(notebook.value(tooLong)).contains("too long");
        assertThat(notebook.value("1 + 1")).isEqualTo("2");
        assertThat(known()).doesNotContain("1 + 1");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void importOfAModule_counts() {
        notebook.run("import module java.sql;");

        assertThat(notebook.value("Types.INTEGER + 0")).isEqualTo("4");
        assertThat(known()).isEqualTo("import module java.sql;");
    }

    @Test
    void languageOfAPreview_isKnown() throws Exception {
        try (Notebook preview = new Notebook("--enable-preview")) {
            assertThat(preview.value("1 + 1")).isEqualTo("2");
            assertThat(preview.engine.session().shell().snippets()).isEmpty();
        }
    }
}
