package weft.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainFormTest {

    @Test
    void expression_isReturned() {
        assertThat(PlainForm.of("a + 1", true)).singleElement().satisfies(form -> {
            assertThat(form.body()).isEqualTo("return (Object) (a + 1\n);");
            assertThat(form.hasValue()).isTrue();
            assertThat(form.words()).containsExactly("a");
        });
    }

    @Test
    void expression_withSemicolonAndComment_losesTheOneAndKeepsTheOther() {
        assertThat(PlainForm.of("a.b; // c", true))
                .extracting(PlainForm::body)
                .containsExactly("return (Object) (a.b // c\n);");
    }

    @Test
    void comment_atTheBeginning_staysBeforeTheReturn() {
        assertThat(PlainForm.of("// c\na / b", true))
                .extracting(PlainForm::body)
                .containsExactly("// c\nreturn (Object) (a / b\n);");
    }

    @Test
    void call_isReturned_orIfItHasNoValue_aStatement() {
        assertThat(PlainForm.of("f(x) // c", true))
                .extracting(PlainForm::body)
                .containsExactly("return (Object) (f(x) // c\n);", "f(x) // c\n;");
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
                "list.get(0)",
                "new Point(1, 2)",
                "new int[] {1, 2}",
                "new Object() { int n = 1; }",
                "new Thread(() -> { a(); b(); }).getName()",
                "names.map(n -> n + \"!\").toList()",
                "names.map(String::length)",
                "x instanceof String s",
                "Map.Entry.class",
                "b ? 1 : 2.0",
            })
    void value_hasAForm(String snippet) {
        assertThat(PlainForm.of(snippet, true)).first().matches(PlainForm::hasValue);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "switch (n) { case 1 -> 1; default -> 2.0; }",
                "() -> 1",
                "String::length",
                "x = 3",
                "n++",
                "int x",
                "int[] x",
                "int x = 3;",
                "var x = new Object();",
                "record Point(int x) { }",
                "void f() { g(); }",
                "synchronized void f() { g(); }",
                "@Deprecated void f() { g(); }",
                "1) + (2",
                "1 \\u002b 1",
                "\"open",
                "",
                "// nothing"
            })
    void value_ofAnAssignment_orDeclaration_hasNoForm(String snippet) {
        assertThat(PlainForm.of(snippet, true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x);",
                "System.out.println(\"a;b\"); // done",
                "pool.submit(() -> { a(); b(); });",
                "new Thread(task).start();",
                "x = 3;",
                "n += 3;",
                "n++;",
                "a.b = c;",
                "if (b) f(x);",
                "for (int i = 0; i < 3; i++) { f(i); }",
                "while (true) { }",
                "do { f(); } while (b);",
                "try { f(); } finally { g(); }",
                "synchronized (lock) { f(); }",
                "{ int x = 3; f(x); }",
                "throw new Error();",
            })
    void statement_isThatOfTheMethod(String snippet) {
        assertThat(PlainForm.of(snippet, false)).singleElement().satisfies(form -> {
            assertThat(form.body()).isEqualTo(snippet + "\n");
            assertThat(form.hasValue()).isFalse();
        });
    }

    @Test
    void statement_whereAValueIsWanted_hasNone() {
        assertThat(PlainForm.of("for (int i : ints) { f(i); }", true))
                .extracting(PlainForm::hasValue)
                .containsExactly(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int x = 3;",
                "var x = 3;",
                "List<String> names;",
                "int[] a = {1};",
                "void f() { g(); }",
                "synchronized void f() { g(); }",
                "class A { }",
                "import java.util.List;",
                "f(x); g(x);",
                "f(x)",
            })
    void declaration_orMoreThanOneStatement_hasNoForm(String snippet) {
        assertThat(PlainForm.of(snippet, false)).isEmpty();
    }
}
