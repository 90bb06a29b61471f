package weft.python;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import weft.uservm.PatientWait;
import weft.wire.StreamName;

/**
 * The process of one Python: requests in, answers and output out.
 *
 * <p><b>Threads.</b> Any. "weft-python-out" starts the process and lives as long as it does, because on Linux the
 * process asks to be killed when the thread that started it ends.
 */
final class PythonProcess implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("weft.python");
    private static final Gson GSON = new Gson();
    private static final int BUFFER = 1 << 16;
    private static final long EXIT_MILLIS = 1_000;
    /** Of a program that is no Python, this much is enough to see it. */
    private static final int MOST_BYTES_BEFORE_HELLO = 10_000;
    /** Output that is still in the pipe when the process has ended arrives within this time. */
    private static final long LAST_WORDS_MILLIS = 300;

    private final CellOutput output;
    private final CompletableFuture<Process> started = new CompletableFuture<>();
    private final CompletableFuture<PythonFacts> hello = new CompletableFuture<>();
    private final CompletableFuture<PythonExit> exit = new CompletableFuture<>();
    private final PendingRequests pending = new PendingRequests();
    private final CountDownLatch pipesEnded = new CountDownLatch(2);
    private final byte[] token = new byte[16];
    private volatile String killedByUs = "";

    private PythonProcess(CellOutput output) {
        this.output = output;
        new SecureRandom().nextBytes(token);
    }

    /**
     * Starts a Python and returns when its process is there.
     *
     * @throws IOException when it cannot be started
     */
    static PythonProcess start(List<String> command, CellOutput output) throws IOException {
        PythonProcess python = new PythonProcess(output);
        thread("weft-python-out", () -> python.startAndRead(new ProcessBuilder(command)));
        try {
            python.started.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException refused ? refused : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while Python started", e);
        }
        JsonObject first = new JsonObject();
        first.addProperty("token", HexFormat.of().formatHex(python.token));
        python.tell(first);
        return python;
    }

    private static void thread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // how the process ended is asked of exit()
    private void startAndRead(ProcessBuilder builder) {
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            started.completeExceptionally(e);
            return;
        }
        thread("weft-python-err", () -> read(process.getErrorStream(), StreamName.STDERR));
        process.onExit().thenRun(() -> thread("weft-python-end", () -> ended(process)));
        started.complete(process);
        read(process.getInputStream(), StreamName.STDOUT);
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(InputStream pipe, StreamName stream) {
        FrameDecoder decoder = new FrameDecoder(token, new Received(stream));
        byte[] buffer = new byte[BUFFER];
        try (pipe) {
            for (int length = pipe.read(buffer); length >= 0; length = pipe.read(buffer)) {
                decoder.feed(buffer, length);
            }
        } catch (IOException e) {
            // The pipe breaks when the process ends.
            LOG.log(System.Logger.Level.DEBUG, "Reading " + stream, e);
        } catch (RuntimeException e) {
            // A cell may write into the pipe itself; from here on nothing can be told apart.
            LOG.log(System.Logger.Level.WARNING, "Python's messages", e);
            kill("What it sent to the kernel could not be read (" + e + "), so Python was ended.");
        } finally {
            decoder.end();
            pipesEnded.countDown();
        }
    }

    /** What one of the two pipes brings. */
    private final class Received implements FrameDecoder.Sink {
        private final StreamName stream;
        private int beforeHello;

        Received(StreamName stream) {
            this.stream = stream;
        }

        @Override
        public void raw(byte[] bytes) {
            if (hello.isDone()) {
                output.raw(stream, bytes);
                return;
            }
            int taken = Math.min(bytes.length, MOST_BYTES_BEFORE_HELLO - beforeHello);
            beforeHello += taken;
            output.raw(stream, Arrays.copyOf(bytes, taken));
        }

        @Override
        public void text(int cell, StreamName of, String text) {
            output.text(cell, of, text);
        }

        @Override
        public void message(JsonObject message) {
            receive(message);
        }
    }

    private void receive(JsonObject message) {
        switch (message.get("type").getAsString()) {
            case "hello" -> hello.complete(PythonFacts.of(message));
            case "written" -> pending.of(message).written().complete(message);
            case "done" -> pending.of(message).done().complete(message);
            case "display" -> {
                PythonCell cell = output.cell(message.get("cell").getAsInt());
                output.flush();
                if (cell != null) {
                    cell.display(Bundles.of(message.getAsJsonObject("data")));
                }
            }
            case "ask" -> thread("weft-python-input", () -> ask(message));
            default -> throw new IllegalStateException("Python sent a message of no known type: " + message);
        }
    }

    private void ask(JsonObject question) {
        PythonCell cell = output.cell(question.get("cell").getAsInt());
        output.flush();
        PythonCell.Answer answer = cell == null
                ? new PythonCell.Answer(null, "Nobody can answer here: no cell has run", false)
                : cell.ask(
                        question.get("prompt").getAsString(),
                        question.get("password").getAsBoolean());
        JsonObject message = new JsonObject();
        message.addProperty("type", "answer");
        message.add("id", question.get("id"));
        message.addProperty("text", answer.text());
        message.addProperty("refusal", answer.refusal());
        message.addProperty("interrupted", answer.interrupted());
        tell(message);
    }

    /**
     * Sends a request and blocks until its answer, and all output before it, is there.
     *
     * @param sent called when the request is on its way
     * @throws PythonEndedException when the process ends before
     */
    JsonObject request(String type, JsonObject content, Runnable sent) throws PythonEndedException {
        content.addProperty("type", type);
        PendingRequests.Request request = pending.add(content);
        tell(content);
        sent.run();
        PythonExit over = exit.getNow(null);
        if (over != null) {
            request.fail(new PythonEndedException(over));
        }
        try {
            PatientWait.get(request.written(), PythonEndedException.class);
            return PatientWait.get(request.done(), PythonEndedException.class);
        } finally {
            pending.remove(content);
            output.flush();
        }
    }

    /** Writes to it if it is still there; if not, its exit says how it ended. */
    private void tell(JsonObject message) {
        try {
            write(message);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "Writing to a Python that has ended", e);
        }
    }

    private synchronized void write(JsonObject message) throws IOException {
        byte[] body = GSON.toJson(message).getBytes(StandardCharsets.UTF_8);
        OutputStream pipe = started.join().getOutputStream();
        pipe.write(ByteBuffer.allocate(Integer.BYTES + body.length)
                .putInt(body.length)
                .put(body)
                .array());
        pipe.flush();
    }

    private void ended(Process process) {
        try {
            // A program that a cell left behind may hold the pipes open for as long as it likes.
            boolean read = pipesEnded.await(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
            LOG.log(System.Logger.Level.DEBUG, "Python ended, pipes read: {0}", read);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        output.flush();
        PythonExit how = new PythonExit(process.exitValue(), killedByUs);
        exit.complete(how);
        PythonEndedException failure = new PythonEndedException(how);
        hello.completeExceptionally(failure);
        pending.fail(failure);
    }

    /** Whether it can run cells, or could until it ended. */
    boolean isReady() {
        return hello.isDone() && !hello.isCompletedExceptionally();
    }

    /** Blocks until it can run cells. */
    PythonFacts awaitReady() throws PythonEndedException {
        return PatientWait.get(hello, PythonEndedException.class);
    }

    /** How it ended; null while it lives. */
    @Nullable PythonExit exit() {
        return exit.getNow(null);
    }

    /** Raises KeyboardInterrupt in the main thread of the process, and returns at once. */
    void interrupt() {
        // From outside and not by a request, so that C code which holds the GIL and looks for signals sees it too.
        String pid = String.valueOf(started.join().pid());
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -INT \"$0\"", pid).start();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Python could not be interrupted", e);
        }
    }

    /** Ends the process, and those that it started, at once; everything that waits for it fails with {@code reason}. */
    void kill(String reason) {
        killedByUs = reason;
        Process process = started.join();
        // Asked before: they lose their parent with it.
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroy);
    }

    /** Lets it leave by itself, so that its exit handlers run, and ends what does not. May be called twice. */
    @Override
    public void close() {
        Process process = started.join();
        List<ProcessHandle> children = process.descendants().toList();
        killedByUs = "The Python of the notebook was ended.";
        JsonObject last = new JsonObject();
        last.addProperty("type", "exit");
        try {
            write(last);
            if (process.waitFor(EXIT_MILLIS, TimeUnit.MILLISECONDS)) {
                children.forEach(ProcessHandle::destroy);
                return;
            }
        } catch (IOException e) {
            // It is gone already.
            LOG.log(System.Logger.Level.DEBUG, "Ending Python", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill(killedByUs);
    }
}
