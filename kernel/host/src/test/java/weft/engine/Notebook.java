package weft.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import weft.uservm.UserVmOptions;
import weft.wire.CommMessage;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** A notebook for tests: the real engine and a real user VM, with a front end that remembers. */
final class Notebook implements AutoCloseable {

    /** Something that arrived, and for which cell. */
    record Shown(String cellId, String kind, String text) {}

    /** As an answer: the question is interrupted, and not yet the cell. */
    static final String INTERRUPT = "(interrupt)";

    private final ShownOutput shown = new ShownOutput();
    final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    final JShellEngine engine;
    private int count;

    Notebook(String... vmOptions) throws IOException {
        Path jar = Path.of(System.getProperty("weft.runtime.jar"));
        Path jdk = Path.of(System.getProperty("java.home"));
        engine = new JShellEngine(new Remembering(), new UserVmOptions(jdk, jar, List.of(vmOptions)));
    }

    CellOutcome run(String code) {
        count++;
        return engine.run(new Cell("cell-" + count, count, code, false, true));
    }

    int lastCell() {
        return count;
    }

    CellOutcome runHeadless(String code) {
        count++;
        Cell cell = new Cell("cell-" + count, count, code, false, false);
        CellOutcome outcome = engine.run(cell);
        engine.awaitThreads(cell);
        return outcome;
    }

    /** The value of a cell as text; a failure as its name and words. */
    String value(String code) {
        return describe(run(code));
    }

    static String describe(CellOutcome outcome) {
        if (outcome instanceof CellOutcome.Value value) {
            return String.valueOf(value.bundle().data().get(MimeBundle.TEXT));
        }
        if (outcome instanceof CellOutcome.Failure failure) {
            return failure.ename() + ": " + failure.evalue();
        }
        return "";
    }

    /** Runs a cell on a thread of its own, for tests that interrupt it. */
    CompletableFuture<CellOutcome> start(String code) {
        CompletableFuture<CellOutcome> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> outcome.complete(run(code)), "test-cells");
        thread.setDaemon(true);
        thread.start();
        return outcome;
    }

    /** Waits for an output that fits, and takes it away. Text of one cell and stream counts as joined. */
    Shown await(Predicate<Shown> fits) throws InterruptedException {
        return shown.await(fits);
    }

    /** Waits until the text of a cell holds these words, and takes the text away. */
    Shown await(String words) throws InterruptedException {
        return shown.await(output -> output.text().contains(words));
    }

    /** What was shown and not yet awaited, text of one cell and stream joined. */
    List<Shown> shown() {
        return shown.all();
    }

    void forgetWhatWasShown() {
        shown.clear();
    }

    /** What the last cell wrote and displayed, of every kind, and nobody has awaited. */
    String shownByLastCell() {
        return shown.textOf("cell-" + count, kind -> true);
    }

    /** All that one cell wrote to standard output and nobody has awaited. */
    String output(String cellId) {
        return shown.textOf(cellId, "stdout"::equals);
    }

    @Override
    public void close() {
        engine.close();
    }

    private final class Remembering implements FrontEnd {
        @Override
        public boolean isInterrupted(String cellId) {
            return false;
        }

        @Override
        public void stream(String cellId, StreamName stream, String text) {
            shown.write(cellId, stream.protocolName(), text);
        }

        @Override
        public void display(String cellId, MimeBundle bundle, @Nullable String displayId, boolean update) {
            shown.add(new Shown(cellId, update ? "update" : "display", String.valueOf(bundle.data())));
        }

        @Override
        public void clearOutput(String cellId, boolean wait) {
            shown.add(new Shown(cellId, "clear", String.valueOf(wait)));
        }

        @Override
        public void page(String cellId, MimeBundle bundle) {
            shown.add(new Shown(cellId, "page", String.valueOf(bundle.data())));
        }

        @Override
        public void nextInput(String cellId, String code, boolean replace) {
            shown.add(new Shown(cellId, "next", code));
        }

        @Override
        public void comm(String cellId, CommMessage message) {
            shown.add(new Shown(cellId, "comm", message.kind() + " " + message.target() + " " + message.data()));
        }

        @Override
        public void commsEnded() {
            shown.add(new Shown("", "commsEnded", ""));
        }

        @Override
        public String input(String cellId, String prompt, boolean password) throws InterruptedException {
            shown.add(new Shown(cellId, "input", prompt));
            String answer = answers.take();
            if (answer.equals(INTERRUPT)) {
                throw new InterruptedException();
            }
            return answer;
        }
    }
}
