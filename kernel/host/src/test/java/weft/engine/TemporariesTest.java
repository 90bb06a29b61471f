package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** JShell's variables for values that nobody named. */
class TemporariesTest {

    @Test
    void temporary_afterItsCell_doesNotKeepItsValueAlive() throws Exception {
        try (Notebook notebook = new Notebook()) {
            notebook.run("""
                    import java.lang.ref.WeakReference;
                    class Box { Object content; WeakReference<Object> seen; }
                    Box box = new Box();
                    """);
            notebook.run("box.content = new Object()");
            notebook.run("box.seen = new WeakReference<>(box.content); box.content = null;");
            assertThat(notebook.value("System.gc(); box.seen.get() == null")).isEqualTo("true");
        }
    }

    @Test
    void temporaries_oneAfterTheOther_haveNothingToDoWithEachOther() throws Exception {
        try (Notebook notebook = new Notebook()) {
            notebook.engine.prepare();
            for (int i = 0; i < 60; i++) {
                notebook.run("int v" + i + " = " + i + ";");
                assertThat(notebook.value("v" + i + " + 0")).isEqualTo(String.valueOf(i));
            }
            assertThat(notebook.value("v3 + v59")).isEqualTo("62");
        }
    }

    /** What is compiled in another form says and means the same. */
    @Test
    void expression_ofAnyForm_hasTheValueAndTheErrorOfItsOwnWords() throws Exception {
        try (Notebook notebook = new Notebook()) {
            notebook.run("boolean b = true; int n = 1; void nothing() { }");

            assertThat(notebook.value("b ? n : 2.0")).isEqualTo("1.0");
            assertThat(notebook.value("(b ? n : 2.0)")).isEqualTo("1.0");
            assertThat(notebook.value("n + 1 // and a comment")).isEqualTo("2");
            assertThat(notebook.value("'a' + n")).isEqualTo("98");
            assertThat(notebook.value("n += 4")).isEqualTo("5");
            assertThat(notebook.value("nothing()")).isEmpty();
            assertThat(notebook.value("n = 7; n")).isEqualTo("7");
            assertThat(notebook.value("n +\n  missing")).contains("missing").doesNotContain("$weft");
            assertThat(notebook.value("n / (n - n)")).contains("ArithmeticException");
            assertThat(notebook.value("$weft")).contains("$weft");
        }
    }

    @Test
    void statement_thatDoesNotCompile_isToldInItsOwnWordsAndHasNotRun() throws Exception {
        try (Notebook notebook = new Notebook()) {
            notebook.run("int calls = 0; int call() { return ++calls; }");

            assertThat(notebook.value("call().missing();")).contains("int cannot be dereferenced");
            assertThat(notebook.value("int s = call();\ncall();\ns + \"/\" + calls"))
                    .isEqualTo("1/2");
        }
    }
}
