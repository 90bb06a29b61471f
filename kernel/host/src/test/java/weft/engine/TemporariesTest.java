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
}
