package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Under which cell threads write. Each test has lines told by a thread of its first cell while its second runs. */
class OutputPlaceTest {

    private static final String TELLER =
            "var go = new CountDownLatch(1); var told = new CountDownLatch(1); var here = Cells.current();\n"
                    + "start(\"teller\", () -> { try { go.await(); } catch (InterruptedException e) { return; }"
                    + " TELL told.countDown(); });";

    private static Notebook notebook;

    @BeforeAll
    static void open() throws IOException {
        notebook = new Notebook();
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    /** The cell under which a thread that the first cell starts tells its line, counted from that cell. */
    private static int toldUnder(String tell, String line) throws Exception {
        int first = notebook.lastCell() + 1;
        notebook.value(TELLER.replace("TELL", tell));
        notebook.value("go.countDown(); told.await();");
        return Integer.parseInt(notebook.await(line).cellId().substring("cell-".length())) - first;
    }

    @Test
    void output_byItself_standsUnderTheStarter() throws Exception {
        assertThat(toldUnder("System.out.println(\"by itself\");", "by itself")).isZero();
    }

    @Test
    void output_latest_standsUnderTheRunningCellUntilSwitchedBack() throws Exception {
        notebook.value("%output latest");
        assertThat(toldUnder("System.out.println(\"to the latest\");", "to the latest"))
                .isEqualTo(1);
        assertThat(toldUnder("here.run(() -> System.out.println(\"asked for\"));", "asked for"))
                .isZero();
        assertThat(toldUnder("display(\"a picture\");", "a picture")).isEqualTo(1);

        notebook.value("%output starter");
        assertThat(toldUnder("System.out.println(\"to the starter\");", "to the starter"))
                .isZero();
    }

    @Test
    void output_unknownPlace_saysWhatToType() {
        assertThat(notebook.value("%output nowhere")).contains("\"nowhere\"", "%output latest");
    }

    @Test
    void run_inAnEarlierCell_writesThereAndItsThreadsToo() throws Exception {
        notebook.value("var there = Cells.current();");
        int first = notebook.lastCell();
        notebook.value("there.run(() -> { System.out.println(\"called there\");"
                + " start(\"child\", () -> System.out.println(\"started there\")); });");

        Notebook.Shown both = notebook.await(
                shown -> shown.text().contains("called there\n") && shown.text().contains("started there\n"));
        assertThat(both.cellId()).isEqualTo("cell-" + first);
    }

    @Test
    void call_thatThrows_throwsTheSame() {
        assertThat(notebook.value("Cells.current().call(() -> { throw new java.io.IOException(\"same\"); })"))
                .isEqualTo("java.io.IOException: same");
    }

    @Test
    void chainedTask_writesUnderTheCellThatChainsIt() throws Exception {
        notebook.value("ExecutorService one = Executors.newSingleThreadExecutor(); one.submit(() -> 1).get();");
        notebook.value("CompletableFuture.supplyAsync(() -> 2, one)"
                + ".thenAcceptAsync(n -> System.out.println(\"chained\"), one).join();");
        int chains = notebook.lastCell();
        notebook.value("one.shutdown();");

        assertThat(notebook.await(shown -> shown.text().contains("chained")).cellId())
                .isEqualTo("cell-" + chains);
    }
}
