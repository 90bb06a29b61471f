package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopLevelTest {

    private static Notebook notebook;

    @BeforeAll
    static void open() throws IOException {
        notebook = new Notebook();
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record P(int x) { P { if (x < 0) throw new IllegalArgumentException(\"negative\"); } }",
                "record P(int x) { P(int x) { this.x = x; } }",
                "record P(int x) { public P { } }",
                "record P(int x) { static final P ZERO = new P(0); P { } P(int a, int b) { this(a + b); } }",
                "record P(int x) { @Deprecated P { } static P of(int x) { return new P(x); } }",
                "@Deprecated final record P(int x) { /* P { */ P { } }",
            })
    void recordConstructor_withoutAccess_isAccepted(String declaration) {
        assertThat(notebook.value(declaration + "\nnew P(3).x()")).isEqualTo("3");
    }

    @Test
    void recordWithConstructor_error_isMarkedWhereItStands() {
        String marked = markedLine("record Q(int x) { Q { int y = \"a\"; } }");

        assertThat(marked).isEqualTo("    record Q(int x) { Q { int y = \"a\"; } }\n" + " ".repeat(34) + "^^^");
    }

    @Test
    void synchronizedMethod_error_isMarkedWhereItStands() {
        String marked = markedLine("synchronized int s() { return \"a\"; }");

        assertThat(marked).isEqualTo("    synchronized int s() { return \"a\"; }\n" + " ".repeat(34) + "^^^");
    }

    @Test
    void finalVariable_assignedOnTheSameLine_isMarkedAtTheAssignment() {
        String marked = markedLine("final int K = 3; K = 4;");

        assertThat(marked).isEqualTo("    final int K = 3; K = 4;\n" + " ".repeat(21) + "^");
    }

    private static String markedLine(String code) {
        CellOutcome.Failure failure = (CellOutcome.Failure) notebook.run(code);
        List<String> lines = failure.traceback().stream()
                .map(line -> line.replaceAll("\\u001b\\[[0-9;]*m", ""))
                .toList();
        int first = lines.indexOf("  cell " + notebook.lastCell() + ", line 1:") + 1;
        return lines.get(first) + "\n" + lines.get(first + 1);
    }

    /** As in jshell. Everywhere else it is an error that says so. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int w = 3 // three|''",
                "throw new IllegalStateException(\"thrown\")|java.lang.IllegalStateException: thrown",
                "do { } while (false)|''",
                "int v = 1 int w = 2|CompileError: ';' expected (cell %d, line 1)",
            })
    void semicolon_mayBeMissingAtTheEndOnly(String code, String outcome) {
        assertThat(notebook.value(code)).isEqualTo(outcome.formatted(notebook.lastCell()));
    }

    /** It may print, throw, or never end. */
    @Test
    void toString_ofDeclaredVariable_isNotCalled() {
        notebook.run("int calls = 0; class Counting { public String toString() { return \"call \" + ++calls; } }");
        notebook.run("Counting counting = new Counting();");

        assertThat(notebook.value("calls")).isEqualTo("0");
        assertThat(notebook.value("counting")).isEqualTo("call 1");
        assertThat(notebook.value("calls")).isEqualTo("1");
    }

    @Test
    void systemOut_closedByAWriterAroundIt_stillPrints() throws InterruptedException {
        notebook.run("try (var writer = new java.io.PrintWriter(System.out)) { writer.println(\"inside\"); }");
        notebook.run("System.out.println(\"after it\");");

        assertThat(notebook.await("after it").cellId()).isEqualTo("cell-" + notebook.lastCell());
    }
}
