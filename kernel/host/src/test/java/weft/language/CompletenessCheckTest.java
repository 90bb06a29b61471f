package weft.language;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import weft.language.Completeness.Status;

class CompletenessCheckTest {

    private static JShell shell;
    private static CompletenessCheck check;

    @BeforeAll
    static void startShell() {
        shell = JShell.builder().executionEngine("local").build();
        check = new CompletenessCheck(shell.sourceCodeAnalysis()::analyzeCompletion);
    }

    @AfterAll
    static void stopShell() {
        shell.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n",
                "1 + 1",
                "int x = 5",
                "int x = 5; x",
                "int f() { return 1; }",
                "// only a comment",
                "import java.util.*",
                "if (true) { }",
                "volatile boolean stop = false;",
                "final int limit = 3;",
                "private static int hidden = 1;",
                "@Override public String toString() { return null; }",
                "notYetThere(undefinedName)",
                "var list = new NotImported<>() {{ add(1); }};",
                "record Point(int x, int y) { }\nnew Point(1, 2)",
                "int[] cells = {1, 2, 3};",
                "throw new Error();",
                "for (;;) { break; }",
                "x -> x + 1",
                "synchronized void f() { }",
                "synchronized int f() { return 1; }\nf()",
                "%time",
                "%maven a:b:1\nint x = 1;",
                "%%timeline\nint x = 1;\n\n",
                "%%python\nfor i in range(3):\n\n    print(i)\n\n",
            })
    void check_wholeCode_isComplete(String code) {
        assertThat(check.check(code)).isEqualTo(new Completeness(Status.COMPLETE, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int x = 1; }",
                "String s = \"abc",
                "#nothing",
                ")",
                "int x = = 1;",
                "int = 5;",
                "int x = 1; class class { }"
            })
    void check_codeThatNoLineCanMend_isInvalid(String code) {
        assertThat(check.check(code)).isEqualTo(new Completeness(Status.INVALID, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "int f() {|4",
                "class A {\\n    int f() {|8",
                "class A {\\n    int f() {\\n        int x = 1;|8",
                "class A {\\n    int f() {\\n        return 1;\\n    }|4",
                "class A {\\n  int x;|2",
                "class A {\\n    int x;\\n|4",
                "foo(|4",
                "foo(1,|4",
                "Thread t = new Thread(() -> {|4",
                "while (true)|4",
                "int x =|4",
                "@FunctionalInterface|0",
                "class A {\\n    @Override|4",
                "@SuppressWarnings(\"unchecked)\")|0",
                "int x = 1; int f() {|4",
                "%time\\nint f() {|4",
                "synchronized void f() {|4",
                "%%timeline|0",
                "%%timeline\\n|0",
                "%%timeline\\nint x = 1;|0",
                "%%timeline\\nint x = 1;\\n|0",
            })
    void check_unfinishedCode_isIncompleteWithIndent(String code, int indent) {
        assertThat(check.check(code.replace("\\n", "\n")))
                .isEqualTo(new Completeness(Status.INCOMPLETE, " ".repeat(indent)));
    }
}
