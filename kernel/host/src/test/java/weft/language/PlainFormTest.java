package weft.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainFormTest {

    @Test
    void expression_withAValue_becomesThatOfAVariable() {
        assertThat(PlainForm.of("1 + 1", true, 7)).hasValue("Object $weft7 = (1 + 1\n);");
    }

    @Test
    void expression_withSemicolonAndComment_losesTheOneAndKeepsTheOther() {
        assertThat(PlainForm.of("a.b; // c", true, 7)).hasValue("Object $weft7 = (a.b // c\n);");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "text[0]",
                "\"a;b\"",
                "-f(x)",
                "a + f(b)",
                "f(a) == g(b)",
                "new Point(1, 2)",
                "x instanceof String s",
                "Map.Entry.class",
            })
    void value_ofAnExpressionThatCannotBeVoid_hasAForm(String snippet) {
        assertThat(PlainForm.of(snippet, true, 7)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x)",
                "list.get(0)",
                "new Thread(task).start()",
                "Foo.<String>bar(x)",
                "b ? 1 : 2.0",
                "(b ? 1 : 2.0)",
                "switch (n) { case 1 -> 1; default -> 2.0; }",
                "() -> 1",
                "String::length",
                "x = 3",
                "n++",
                "int x = 3",
                "new Object() { int n = 1; }",
                "1) + (2",
                "1 \\u002b 1",
                "\"open",
                "$weft",
                "",
                "// nothing"
            })
    void value_whoseTypeMatters_hasNoForm(String snippet) {
        assertThat(PlainForm.of(snippet, true, 7)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x);",
                "System.out.println(\"a;b\"); // done",
                "pool.submit(() -> { a(); b(); });",
                "x = 3;",
                "a.b = c;",
                "if (b) f(x);",
            })
    void statement_thatCallsOrAssigns_becomesABlock(String snippet) {
        assertThat(PlainForm.of(snippet, false, 7)).hasValue("{ " + snippet + "\n}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int x = 3;",
                "var x = 3;",
                "List<String> names;",
                "int[] a = {1};",
                "void f() { g(); }",
                "class A { }",
                "import java.util.List;",
                "f(x); g(x);",
                "f(x)",
            })
    void statement_thatDeclaresOrIsNoSingleCall_hasNoForm(String snippet) {
        assertThat(PlainForm.of(snippet, false, 7)).isEmpty();
    }
}
