package weft.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.Test;

class CompileErrorsTest {

    /** Each is a cell; what people get wrong most, and what would show JShell's wrapper. */
    private static final List<String> CELLS = List.of(
            "int x = 1;\nint y = \"abc\";",
            "int q = 1\nint r = 2;",
            "int counter = 0;\ncuonter++;",
            "String s = \"abc",
            "char c = 'abc';",
            "int f(int a) {\n    if (a > 0) return 1;\n}",
            "int x = 5;\nif (x = 5) { }",
            "int w = 3.5 + 1;",
            "for (int i = 0; i < 3; i++) {\n\tSystem.out.printn(i);\n}",
            "System.out.println(\"😀 漢字\" + nope);",
            "HttpClient client = null;",
            "Strin t = null;",
            "\"abc\".length",
            "int[] arr = {1, 2};\narr.lenght",
            "Runnable r = () -> { int x = 1; int x = 2; };",
            "Runnable r = () -> Thread.sleep(5);",
            "Math.max(1)",
            "int n = 0;\nRunnable r = () -> { int k = 0; Runnable q = () -> System.out.println(k); k++; };",
            "interface I { void a(); }\nclass CI implements I { }",
            "class A {\n    int m(int a, String b) { return 1; }\n}\nnew A().m(3)",
            "import java.utl.List;",
            "var q;",
            "final int k = 1;\n{\n    final int z = 1;\n    z = 2;\n}",
            "int missing() { return 1; }\nint v = mising();",
            "\"a\" - 1",
            "switch (3) { case 1 -> 2; }",
            "class A { int v; }\nint w = new A().w;",
            "}",
            "package lesson.one;",
            "int class = 5;",
            "String default;",
            "for (int new : arr) { }",
            "long big = 12345678901;");

    @Test
    void of_commonErrors_areToldInTheCellsOwnLines() {
        StringBuilder all = new StringBuilder();
        for (String cell : CELLS) {
            all.append("=== ").append(cell.replace("\n", "\n    ")).append('\n');
            try (JShell shell = JShell.builder().executionEngine("local").build()) {
                shell.eval("import java.util.*;");
                List<String> lines = errors(shell, cell);
                all.append(Ansi.plain(String.join("\n", lines))).append("\n\n");
            }
        }

        assertThat(all.toString()).doesNotContain("JShell", "REPL", "do_it");
        Approved.check("compile-errors", all.toString());
    }

    @Test
    void of_summary_namesCellAndLine() {
        Problem problem = new Problem("compiler.err.expected", "';' expected", true, 9, 9, 9);

        ErrorText failure = CompileErrors.of(List.of(problem), "cell 4", "int a;\nint q = 1\n", 7, List.of());

        assertThat(failure.ename()).isEqualTo("CompileError");
        assertThat(failure.evalue()).isEqualTo("';' expected (cell 4, line 2)");
    }

    @Test
    void of_manyErrors_showsFiveAndCountsTheRest() {
        Problem problem = new Problem("compiler.err.expected", "';' expected", true, 0, 0, 0);

        ErrorText failure = CompileErrors.of(java.util.Collections.nCopies(7, problem), "cell 1", "x", 0, List.of());

        assertThat(failure.traceback()).last().isEqualTo("… and 2 more errors");
    }

    @Test
    void of_positionsOutsideTheCell_stillTell() {
        Problem problem =
                new Problem("compiler.err.premature.eof", "reached end of file while parsing", true, 90, 90, 95);

        assertThat(CompileErrors.of(List.of(problem), "cell 1", "int f() {", 0, List.of())
                        .traceback())
                .extracting(Ansi::plain)
                .containsExactly(
                        "Compile error: reached end of file while parsing",
                        "  cell 1, line 1:",
                        "    int f() {",
                        "             ^",
                        "  hint: a closing } or ) is missing");
    }

    @Test
    void of_callOnVoid_saysThatThereIsNoValue() {
        Problem problem = new Problem("compiler.err.cant.deref", "void cannot be dereferenced", true, 3, 3, 4);

        assertThat(CompileErrors.of(List.of(problem), "cell 1", "f().x", 0, List.of())
                        .traceback())
                .extracting(Ansi::plain)
                .last()
                .isEqualTo("  hint: what stands before the dot gives no value");
    }

    private static List<String> errors(JShell shell, String cell) {
        List<String> lines = new ArrayList<>();
        String rest = cell;
        while (!rest.isBlank()) {
            CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String source = info.source() == null ? rest : info.source();
            int offset = cell.length() - rest.length();
            for (SnippetEvent event : shell.eval(source)) {
                List<Problem> problems =
                        shell.diagnostics(event.snippet()).map(Problem::of).toList();
                List<String> known = shell.variables().map(v -> v.name()).toList();
                lines.addAll(CompileErrors.of(problems, "cell 4", cell, offset, known)
                        .traceback());
            }
            rest = info.source() == null ? "" : info.remaining();
        }
        return lines;
    }

    @Test
    void of_previewFeature_tellsTheMagicThatTurnsItOn() {
        Problem problem = new Problem(
                "compiler.err.preview.feature.disabled.plural",
                "primitive patterns are a preview feature and are disabled by default.",
                true,
                0,
                0,
                3);

        assertThat(CompileErrors.of(List.of(problem), "cell 1", "int", 0, List.of())
                        .traceback())
                .anyMatch(line -> Ansi.plain(line).contains("hint: ") && line.contains("%jvm --enable-preview"));
    }

    @Test
    void of_errorInAVeryLongLine_showsWhatIsAroundIt() {
        String line = "int[] a = {" + "1, ".repeat(1_000) + "x" + ", 1".repeat(1_000) + "};";
        int at = line.indexOf('x', 20);
        Problem problem = new Problem("compiler.err.cant.resolve", "cannot find symbol", true, at, at, at + 1);

        List<String> told =
                CompileErrors.of(List.of(problem), "cell 1", line, 0, List.of()).traceback();

        String shown = told.get(2);
        assertThat(shown).startsWith("    …").endsWith("…").hasSizeLessThan(300);
        assertThat(shown.charAt(Ansi.plain(told.get(3)).indexOf('^'))).isEqualTo('x');
    }
}
