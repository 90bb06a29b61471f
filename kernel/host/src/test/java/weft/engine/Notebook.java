package weft.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

    final BlockingQueue<Shown> shown = new LinkedBlockingQueue<>();
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

    /** Waits for an output that fits. */
    Shown await(Predicate<Shown> fits) throws InterruptedException {
        while (true) {
            Shown next = shown.poll(30, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("Nothing fitting was shown within 30 s");
            }
            if (fits.test(next)) {
                return next;
            }
        }
    }

    /** All that was written so far to standard output, by all cells. */
    String output() {
        StringBuilder text = new StringBuilder();
        shown.stream().filter(s -> s.kind().equals("stdout")).forEach(s -> text.append(s.text()));
        return text.toString();
    }

    /** All that one cell wrote to standard output so far. */
    String output(String cellId) {
        StringBuilder text = new StringBuilder();
        shown.stream()
                .filter(s -> s.kind().equals("stdout") && s.cellId().equals(cellId))
                .forEach(s -> text.append(s.text()));
        return text.toString();
    }

    @Override
    public void close() {
        engine.close();
    }

    private final class Remembering implements FrontEnd {
        @Override
        public void stream(String cellId, StreamName stream, String text) {
            shown.add(new Shown(cellId, stream.protocolName(), text));
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
            return answers.take();
        }
    }
}
