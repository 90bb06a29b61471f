package weft.python;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/**
 * A real CPython as a child process; it starts with the first cell, and a fresh one follows one that has ended.
 *
 * <p><b>Threads.</b> As {@link Interpreter} says.
 */
public final class CPython implements Interpreter {

    /** Two clicks in a row are one wish. */
    private static final long SEPARATE_WISHES_NANOS = 700_000_000;
    /** A cell that has not stopped by now is in code that does not look for signals. */
    private static final long DEAF_AFTER_SECONDS = 2;

    private static final Proposals NONE = new Proposals(0, List.of());
    private static final String VARIABLES_GONE =
            " Its variables are gone; the next cell has a fresh Python. Run the cells that define them again.";

    private final Path executable;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "weft-python-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final CellOutput output = new CellOutput(timer);
    private @Nullable PythonProcess process;
    private @Nullable PythonFiles files;
    private @Nullable PythonCell running;
    private int wishes;
    private long lastWishNanos;
    private boolean closed;

    private CPython(Path executable) {
        this.executable = executable;
    }

    /** The one of the environment in which the kernel runs. */
    public static CPython preferred() throws PythonMissingException {
        return new CPython(PythonFinder.ofThisKernel().preferred());
    }

    /** The one that somebody names: a path, a program such as {@code python3.13}, or a version such as 3.13. */
    public static CPython named(String name) throws PythonMissingException {
        return new CPython(PythonFinder.ofThisKernel().named(name));
    }

    public Path executable() {
        return executable;
    }

    @Override
    public Optional<MimeBundle> run(PythonCell cell, String code, int firstLine, double limitSeconds)
            throws PythonFailedException, PythonMissingException {
        return run(cell, request(cell, code, firstLine), limitSeconds);
    }

    @Override
    public Optional<MimeBundle> record(
            PythonCell cell, String code, int firstLine, double limitSeconds, RecordingWish wish)
            throws PythonFailedException, PythonMissingException {
        JsonObject timeline = new JsonObject();
        timeline.addProperty("title", wish.title());
        timeline.addProperty("wait_millis", wish.waitMillis());
        timeline.addProperty("both", wish.both());
        JsonObject request = request(cell, code, firstLine);
        request.add("timeline", timeline);
        return run(cell, request, limitSeconds);
    }

    private static JsonObject request(PythonCell cell, String code, int firstLine) {
        JsonObject request = new JsonObject();
        request.addProperty("cell", cell.number());
        request.addProperty("code", "\n".repeat(firstLine - 1) + code);
        return request;
    }

    private Optional<MimeBundle> run(PythonCell cell, JsonObject request, double limitSeconds)
            throws PythonFailedException, PythonMissingException {
        output.begin(cell);
        PythonProcess python = ready();
        begin(cell);
        TimeLimit limit = new TimeLimit(cell, python, limitSeconds);
        limit.start();
        try {
            JsonObject answer = python.request("run", request);
            if (answer.get("capture").isJsonPrimitive()) {
                cell.recorded(answer.get("capture").getAsString());
            }
            return answer(answer, limit);
        } catch (PythonEndedException e) {
            throw PythonFailedException.plain("PythonEnded", e.exit().words() + VARIABLES_GONE);
        } finally {
            limit.stop();
            begin(null);
        }
    }

    private synchronized void begin(@Nullable PythonCell cell) {
        running = cell;
        wishes = 0;
    }

    private static Optional<MimeBundle> answer(JsonObject answer, TimeLimit limit) throws PythonFailedException {
        JsonElement failure = answer.get("failure");
        if (failure.isJsonObject()) {
            JsonObject words = failure.getAsJsonObject();
            String ename = words.get("ename").getAsString();
            if (ename.equals("KeyboardInterrupt") && limit.isOver()) {
                throw PythonFailedException.plain(
                        "TimeoutError", "The cell ran longer than the " + limit.seconds + " s of its --timeout.");
            }
            List<String> traceback = new ArrayList<>();
            words.getAsJsonArray("traceback").forEach(line -> traceback.add(line.getAsString()));
            throw new PythonFailedException(ename, words.get("evalue").getAsString(), traceback);
        }
        JsonElement value = answer.get("value");
        return value.isJsonObject() ? Optional.of(Bundles.of(value.getAsJsonObject())) : Optional.empty();
    }

    /** Interrupts a cell that runs too long, and ends the Python of one that does not heed it. */
    private final class TimeLimit {
        private final PythonCell cell;
        private final PythonProcess python;
        private final double seconds;
        private final List<ScheduledFuture<?>> steps = new ArrayList<>();
        private volatile boolean over;

        TimeLimit(PythonCell cell, PythonProcess python, double seconds) {
            this.cell = cell;
            this.python = python;
            this.seconds = seconds;
        }

        void start() {
            if (seconds > 0) {
                long millis = Math.round(seconds * 1000);
                steps.add(timer.schedule(() -> ifRunning(cell, this::interrupt), millis, TimeUnit.MILLISECONDS));
                long end = millis + DEAF_AFTER_SECONDS * 1000;
                steps.add(timer.schedule(() -> ifRunning(cell, this::end), end, TimeUnit.MILLISECONDS));
            }
        }

        private void interrupt() {
            over = true;
            python.interrupt();
        }

        private void end() {
            python.kill("The cell ran longer than the " + seconds
                    + " s of its --timeout and did not stop when it was interrupted, so Python was ended.");
        }

        boolean isOver() {
            return over;
        }

        void stop() {
            steps.forEach(step -> step.cancel(false));
        }
    }

    private synchronized void ifRunning(PythonCell cell, Runnable action) {
        if (running == cell) {
            action.run();
        }
    }

    /** The process, started anew where there is none or it has ended. */
    private PythonProcess ready() throws PythonMissingException, PythonFailedException {
        PythonProcess python;
        try {
            python = live();
        } catch (IOException e) {
            throw new PythonMissingException("\"" + executable + "\" cannot be started: " + e.getMessage()
                    + "; choose another Python, for example: %%python --on python3");
        }
        try {
            python.awaitReady();
            return python;
        } catch (PythonEndedException e) {
            throw PythonFailedException.plain(
                    "PythonEnded",
                    "\"" + executable + "\" ended before it could run the cell (exit status "
                            + e.exit().code() + "); it needs Python 3.9 or newer. What it said stands above."
                            + " To choose another: %%python --on python3");
        }
    }

    private synchronized PythonProcess live() throws IOException {
        PythonProcess python = process;
        if (python == null || python.exit() != null) {
            if (closed) {
                throw new IOException("the kernel is ending");
            }
            if (files != null) {
                files.close();
            }
            PythonFiles copied = PythonFiles.copy();
            files = copied;
            python = PythonProcess.start(
                    List.of(executable.toString(), copied.main().toString()), output);
            process = python;
        }
        return python;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a note that comes only if the cell still runs then
    public synchronized void interrupt() {
        PythonProcess python = process;
        PythonCell cell = running;
        if (python == null || cell == null) {
            return;
        }
        long now = System.nanoTime();
        if (wishes > 0 && now - lastWishNanos < SEPARATE_WISHES_NANOS) {
            return;
        }
        lastWishNanos = now;
        wishes++;
        if (wishes > 1) {
            python.kill("The cell did not stop at the first interrupt, so Python was ended at the second.");
            return;
        }
        python.interrupt();
        timer.schedule(() -> ifRunning(cell, () -> sayDeaf(cell)), DEAF_AFTER_SECONDS, TimeUnit.SECONDS);
    }

    private void sayDeaf(PythonCell cell) {
        output.flush();
        cell.print(
                StreamName.STDERR,
                "note: the cell has not stopped yet; it is in code that does not heed interrupts."
                        + " Interrupt once more to end this Python; its variables are lost then.\n");
    }

    @Override
    public List<String> awaitThreads(int cell, long millis) {
        PythonProcess python = livingOrNull();
        if (python == null) {
            return List.of();
        }
        JsonObject request = new JsonObject();
        request.addProperty("cell", cell);
        request.addProperty("millis", millis);
        try {
            List<String> names = new ArrayList<>();
            python.request("await", request).getAsJsonArray("threads").forEach(name -> names.add(name.getAsString()));
            return names;
        } catch (PythonEndedException e) {
            return List.of();
        }
    }

    @Override
    public void stopWaiting() {
        PythonProcess python = livingOrNull();
        if (python != null) {
            python.interrupt();
        }
    }

    private synchronized @Nullable PythonProcess livingOrNull() {
        return process == null || process.exit() != null ? null : process;
    }

    private synchronized boolean isFree() {
        return running == null;
    }

    @Override
    public PythonFacts facts() throws PythonMissingException, PythonFailedException {
        try {
            return ready().awaitReady();
        } catch (PythonEndedException e) {
            throw PythonFailedException.plain("PythonEnded", e.exit().words());
        }
    }

    @Override
    public Proposals complete(String code, int cursor) {
        JsonObject answer = askIfFree("complete", code, cursor, 0);
        if (answer == null) {
            return NONE;
        }
        List<Proposal> matches = new ArrayList<>();
        for (JsonElement each : answer.getAsJsonArray("matches")) {
            JsonObject match = each.getAsJsonObject();
            matches.add(new Proposal(
                    match.get("text").getAsString(), match.get("type").getAsString()));
        }
        return new Proposals(code.offsetByCodePoints(0, answer.get("start").getAsInt()), matches);
    }

    @Override
    public @Nullable String inspect(String code, int cursor, int detail) {
        JsonObject answer = askIfFree("inspect", code, cursor, detail);
        return answer == null || answer.get("text").isJsonNull()
                ? null
                : answer.get("text").getAsString();
    }

    /** Python counts in code points. */
    private @Nullable JsonObject askIfFree(String type, String code, int cursor, int detail) {
        PythonProcess python = livingOrNull();
        if (python == null || !isFree()) {
            return null;
        }
        JsonObject request = new JsonObject();
        request.addProperty("code", code);
        request.addProperty("cursor", code.codePointCount(0, cursor));
        request.addProperty("detail", detail);
        try {
            return python.request(type, request);
        } catch (PythonEndedException e) {
            return null;
        }
    }

    @Override
    public synchronized void restart() {
        if (process != null) {
            process.close();
            process = null;
        }
        if (files != null) {
            files.close();
            files = null;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            restart();
        }
        timer.shutdown();
    }
}
