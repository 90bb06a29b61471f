package weft.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import weft.wire.MimeBundle;

class ProcessFigureTest {

    @Test
    void of_liveThreads_namesEachAndCountsTheOthers() throws Exception {
        Thread waiting = Threads.start("waiting", () -> Threads.sleep(60_000));
        try {
            ProcessFigure figure = ProcessFigure.of(Thread.currentThread(), waiting);

            assertThat(figure.flows())
                    .extracting(ProcessFigure.Flow::thread)
                    .containsExactly(Thread.currentThread().getName(), "waiting");
            assertThat(figure.others()).isPositive();
            assertThat(figure.classes()).isPositive();
            assertThat(figure.toString()).startsWith("Multithreaded process: 2 threads");
        } finally {
            waiting.interrupt();
            waiting.join();
        }
    }

    @Test
    void calls_ofCells_nameMethodAndLineAndLeaveTheLibraryOut() {
        List<String> calls = ProcessFigure.calls(
                new StackTraceElement("java.lang.Thread", "sleep", "Thread.java", 500),
                new StackTraceElement("REPL.$JShell$4", "dive", "cell 7", 5),
                new StackTraceElement("REPL.$JShell$4", "lambda$do_it$$0", "cell 8", 2),
                new StackTraceElement("REPL.$JShell$5", "do_it$", "cell 8", 3),
                new StackTraceElement("weft.agent.CellThreads", "run", "CellThreads.java", 30));

        assertThat(calls).containsExactly("dive(), line 5", "lambda, line 2", "cell 8, line 3");
    }

    @Test
    void calls_deepRecursion_isCutAndCounted() {
        StackTraceElement[] deep = new StackTraceElement[100];
        java.util.Arrays.fill(deep, new StackTraceElement("Main", "dive", "Main.java", 3));

        assertThat(ProcessFigure.calls(deep)).hasSize(6).last().isEqualTo("95 more calls");
    }

    @Test
    void toDisplay_html_keepsNamesAsText() {
        var flow = new ProcessFigure.Flow("<a>", "RUNNABLE", List.of("dive(), line 5"));

        String html = new ProcessFigure(10, 2, -1, List.of(flow), 0)
                .toDisplay()
                .data()
                .get(MimeBundle.HTML);

        assertThat(html)
                .contains("Single-threaded", "&lt;a&gt;", "▶ <code>dive(), line 5</code>")
                .doesNotContain("files: -1");
    }

    @Test
    void of_noThread_saysWhatToWrite() {
        assertThatThrownBy(ProcessFigure::of).hasMessageContaining("ProcessFigure.of(Thread.currentThread())");
    }
}
