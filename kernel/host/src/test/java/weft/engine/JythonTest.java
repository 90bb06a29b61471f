package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code %%python --on jython} in a real user VM, with the real Jython. */
class JythonTest {

    private static Notebook notebook;

    @BeforeAll
    static void start() throws IOException {
        notebook = new Notebook();
        notebook.run("%jars " + Path.of("target", "test-libraries").toAbsolutePath());
    }

    @AfterAll
    static void stop() {
        notebook.close();
    }

    private static String jython(String code) {
        return notebook.value("%%python --on jython\n" + code);
    }

    @Test
    void jython_cells_shareVariablesAndShowTheirLastExpression() {
        assertThat(jython("x = 6\nword = 'gr\u00fc\u00df \"\\\\\"'")).isEmpty();
        assertThat(jython("x * 7")).isEqualTo("42");
    }

    @Test
    void jython_itsNativeLibrary_isNotLeftInTheWorkingDirectory() throws IOException {
        jython("import os\nos.getpid()");
        try (Stream<Path> files = Files.list(Path.of(""))) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.startsWith("jffi"));
        }
    }

    @Test
    void jython_output_belongsToItsCell() throws InterruptedException {
        jython("print 'said'");
        assertThat(notebook.await("said").kind()).isEqualTo("stdout");
    }

    @Test
    void jython_failure_isPythonsOwnTraceback() {
        CellOutcome outcome = notebook.run("%%python --on jython\ndef f():\n    return 1 / 0\n\nf()");
        assertThat(outcome).isInstanceOfSatisfying(CellOutcome.Failure.class, failure -> {
            assertThat(failure.ename()).isEqualTo("ZeroDivisionError");
            assertThat(String.join("\n", failure.traceback()))
                    .contains("line 2, in f")
                    .doesNotContain("__weft_run__")
                    .doesNotContain("at java.base");
        });
        assertThat(jython("x = (\n")).startsWith("SyntaxError");
    }

    @Test
    void jython_threads_areThreadsOfTheJvmInTheSameTimeline() {
        jython("""
                import threading, time
                from weft.threads import Threads
                def work(): time.sleep(0.05)
                def both():
                    two = [threading.Thread(target=work, name='jy-%d' % i) for i in range(2)]
                    for t in two: t.start()
                    for t in two: t.join()
                """);
        String lanes = "Timeline.record(() -> Jython.run(\"both()\")).lanes().stream().map(l -> l.name()).toList()";
        assertThat(notebook.value(lanes)).contains("jy-0").contains("jy-1");
    }

    @Test
    void jython_timeout_endsTheCellAndKeepsVariables() {
        jython("before = 3");
        assertThat(notebook.value("%%python --on jython --timeout 1\nwhile True: pass"))
                .isEqualTo("TimeoutError: The cell ran longer than the 1.0 s of its --timeout.");
        assertThat(notebook.value("%%python --on jython --timeout 60\nbefore")).isEqualTo("3");
    }

    @Test
    void jython_restart_forgetsVariablesAndModules() {
        jython("import string\nstring.mark = 1\ngone = 1");
        assertThat(
                        notebook.value(
                                "%%python --on jython --restart\nimport string\n(hasattr(string, 'mark'), 'gone' in globals())"))
                .isEqualTo("(False, False)");
    }

    @Test
    void jython_interrupt_endsALoopAndKeepsVariables() throws Exception {
        jython("kept = 5");
        CompletableFuture<CellOutcome> outcome =
                notebook.start("%%python --on jython\nprint 'looping'\nwhile True: pass");
        notebook.await("looping");
        notebook.engine.interrupt();
        assertThat(Notebook.describe(outcome.get(30, TimeUnit.SECONDS))).startsWith("Interrupted");
        assertThat(jython("kept")).isEqualTo("5");
    }
}
