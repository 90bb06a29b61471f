package weft.testkit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import weft.engine.Cell;
import weft.engine.CellOutcome;
import weft.engine.Engine;
import weft.engine.FrontEnd;
import weft.language.Completeness;
import weft.language.Completion;
import weft.wire.CommMessage;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/**
 * An engine that understands a few words in place of Java: {@code print TEXT}, {@code flood N}, {@code fail},
 * {@code crash}, {@code wait}, {@code ask PROMPT}, {@code secret PROMPT}, {@code json}; anything else is its own value.
 *
 * <p><b>Threads.</b> As the interface says.
 */
public final class FakeEngine implements Engine {

    private final FrontEnd frontEnd;
    private final Semaphore interrupts = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String lastCell = "";
    private volatile boolean failsAtClose;

    public FakeEngine(FrontEnd frontEnd) {
        this.frontEnd = frontEnd;
    }

    public String lastCell() {
        return lastCell;
    }

    public boolean awaitClosed() throws InterruptedException {
        return closed.await(10, TimeUnit.SECONDS);
    }

    @Override
    public CellOutcome run(Cell cell) {
        lastCell = cell.id();
        String[] words = cell.code().split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "print" -> print(cell, rest);
            case "flood" -> flood(cell, Integer.parseInt(rest));
            case "fail" -> new CellOutcome.Failure("FakeException", "as asked", List.of("at cell " + cell.number()));
            case "crash" -> throw new StackOverflowError("as asked");
            case "wait" -> waitForInterrupt();
            case "ask" -> ask(cell, rest, false);
            case "secret" -> ask(cell, rest, true);
            case "json" -> new CellOutcome.Value(MimeBundle.text("json").with("application/json", "{\"a\":[1]}"));
            case "" -> new CellOutcome.Done();
            default -> new CellOutcome.Value(MimeBundle.text(cell.code()));
        };
    }

    private CellOutcome print(Cell cell, String text) {
        frontEnd.stream(cell.id(), StreamName.STDOUT, text);
        return new CellOutcome.Done();
    }

    private CellOutcome flood(Cell cell, int messages) {
        String line = "x".repeat(16_000);
        for (int i = 0; i < messages; i++) {
            frontEnd.stream(cell.id(), StreamName.STDOUT, i + " " + line + "\n");
        }
        return new CellOutcome.Done();
    }

    private CellOutcome waitForInterrupt() {
        interrupts.drainPermits();
        frontEnd.stream(lastCell, StreamName.STDOUT, "waiting");
        interrupts.acquireUninterruptibly();
        return new CellOutcome.Failure("InterruptedException", "", List.of());
    }

    private CellOutcome ask(Cell cell, String prompt, boolean password) {
        try {
            return new CellOutcome.Value(MimeBundle.text(frontEnd.input(cell.id(), prompt, password)));
        } catch (FrontEnd.StdinUnavailableException | InterruptedException e) {
            return new CellOutcome.Failure(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), List.of());
        }
    }

    @Override
    public void awaitThreads(Cell cell) {
        // A fake cell starts no threads.
    }

    @Override
    public CellOutcome evaluate(Cell beside, String expression) {
        if (expression.equals("fail")) {
            return new CellOutcome.Failure("FakeException", "as asked", List.of());
        }
        return new CellOutcome.Value(MimeBundle.text(expression));
    }

    /** Echoes what clients say on a comm. */
    @Override
    public void warmUp() {}

    @Override
    public void comm(CommMessage message) {
        if (message.kind() == CommMessage.Kind.MESSAGE) {
            frontEnd.comm(lastCell, message);
        }
    }

    @Override
    public void interrupt() {
        interrupts.release();
    }

    @Override
    public Completion complete(String code, int cursor) {
        if (code.equals("crash")) {
            throw new StackOverflowError("as asked");
        }
        int start = code.lastIndexOf(' ', Math.max(0, cursor - 1)) + 1;
        return new Completion(
                List.of(new Completion.Match(code.substring(start, cursor) + "Done", "function", "()")), start, cursor);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        if (code.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(MimeBundle.text(code.substring(0, cursor) + "|" + detail));
    }

    @Override
    public Completeness completeness(String code) {
        return code.endsWith("{")
                ? new Completeness(Completeness.Status.INCOMPLETE, "    ")
                : new Completeness(Completeness.Status.COMPLETE, "");
    }

    public void failAtClose() {
        failsAtClose = true;
    }

    @Override
    public void close() {
        closed.countDown();
        if (failsAtClose) {
            throw new IllegalStateException("as asked");
        }
    }
}
