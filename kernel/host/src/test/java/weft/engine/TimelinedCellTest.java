package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cells under {@code %%timeline}: what stands below them, and what becomes of their value, error and threads. */
class TimelinedCellTest {

    private static Notebook notebook;

    @BeforeAll
    static void open() throws IOException {
        notebook = new Notebook();
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    @BeforeEach
    void forgetWhatWasShown() {
        notebook.forgetWhatWasShown();
    }

    @Test
    void showsPictureAndValue_andKeepsVariables() throws InterruptedException {
        assertThat(notebook.value("%%timeline --title \"Six\"\nint six = 6;\nThread.sleep(5);\nsix * 7"))
                .isEqualTo("42");

        assertThat(notebook.await(shown -> shown.kind().equals("display")).text())
                .contains("text/html", "Six", "sleeping");
        assertThat(notebook.value("six")).isEqualTo("6");
    }

    @Test
    void overFailingCell_showsPictureAndTheCellsLine() throws InterruptedException {
        CellOutcome outcome =
                notebook.run("%%timeline\nint zero = 0;\nThread.sleep(5);\nint bad = 1 / zero;\nint late = 9;");

        assertThat(outcome).isInstanceOf(CellOutcome.Failure.class);
        assertThat(String.join("\n", ((CellOutcome.Failure) outcome).traceback()))
                .contains("line 4")
                .contains("1 / zero");
        assertThat(notebook.await(shown -> shown.kind().equals("display")).text())
                .contains("exception");
    }

    @Test
    void overCellThatDoesNotCompile_runsAndDrawsWhatStandsBefore() throws InterruptedException {
        CellOutcome outcome = notebook.run("%%timeline\nint ran = 5;\nint wrong = nowhere;");

        assertThat(Notebook.describe(outcome)).contains("nowhere");
        assertThat(notebook.await(shown -> shown.kind().equals("display")).text())
                .contains("text/html");
        assertThat(notebook.value("ran")).isEqualTo("5");
    }

    @Test
    void overCellOfWhichNothingCompiles_drawsNoPicture() {
        CellOutcome outcome = notebook.run("%%timeline\nint wrong = nowhere;");

        assertThat(Notebook.describe(outcome)).contains("nowhere");
        assertThat(notebook.shown()).noneMatch(shown -> shown.kind().equals("display"));
    }

    @Test
    void overDeclarationsAlone_saysThatThereIsNothingToDraw() {
        notebook.run("%%timeline\nint twice(int n) { return 2 * n; }");

        assertThat(notebook.shown())
                .noneMatch(shown -> shown.kind().equals("display"))
                .anyMatch(shown -> shown.text().contains("only declares"));
        assertThat(notebook.value("twice(4)")).isEqualTo("8");
    }

    @Test
    void overInterruptedCell_showsWhatWasSeen() throws Exception {
        CompletableFuture<CellOutcome> running = notebook.start("""
                %%timeline
                {
                    Thread sleeper = Thread.currentThread();
                    new Thread(() -> {
                        while (sleeper.getState() != Thread.State.TIMED_WAITING) Thread.yield();
                        System.out.println("begun");
                    }).start();
                    Thread.sleep(600_000);
                }
                """);
        notebook.await("begun");

        notebook.engine.interrupt();

        assertThat(Notebook.describe(running.get(30, TimeUnit.SECONDS))).startsWith("Interrupted");
        assertThat(notebook.await(shown -> shown.kind().equals("display")).text())
                .contains("sleeping");
    }

    @Test
    void overThreadThatOutlivesTheCode_recordsItsEnd() throws InterruptedException {
        notebook.run(
                "%%timeline\nnew Thread(() -> { try { Thread.sleep(50); } catch (InterruptedException e) { } mark(\"last words\"); }, \"late\").start();");

        assertThat(notebook.await(shown -> shown.kind().equals("display")).text())
                .contains("late", "last words")
                .doesNotContain("still open");
    }

    @Test
    void overFailingCell_recordsTheEndOfTheOthers() throws InterruptedException {
        CellOutcome outcome = notebook.run("""
                %%timeline
                new Thread(() -> { try { Thread.sleep(300); } catch (InterruptedException e) { } mark("last words"); }, "other").start();
                int zero = 0;
                int worse = 1 / zero;
                """);

        assertThat(outcome).isInstanceOf(CellOutcome.Failure.class);
        assertThat(notebook.await(shown -> shown.kind().equals("display")).text())
                .contains("other", "last words")
                .doesNotContain("still open");
    }

    @Test
    void overCellThatEndsItsVm_saysSo() throws IOException {
        try (Notebook other = new Notebook()) {
            CellOutcome outcome = other.run("%%timeline\nSystem.exit(3);");

            assertThat(outcome).isInstanceOf(CellOutcome.Failure.class);
            assertThat(other.shown()).anyMatch(shown -> shown.text().contains("there is no timeline of this cell"));
            assertThat(other.value("1 + 1")).isEqualTo("2");
        }
    }

    @Test
    void withWrongOption_saysWhatIsWrongBeforeItRuns() {
        assertThat(notebook.value("%%timeline --zoom soon\nint never = 1;"))
                .contains("\"soon\"")
                .contains("10ms..40ms")
                .contains("%%timeline --help");
        assertThat(notebook.value("%%timeline --colour red\nint never = 1;")).contains("--colour");
        assertThat(notebook.value("never")).contains("never");
    }
}
