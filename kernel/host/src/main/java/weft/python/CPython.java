package weft.python;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import weft.wire.MimeBundle;

/**
 * A real CPython as a child process; it starts with the first cell, and a fresh one follows one that has ended.
 *
 * <p><b>Threads.</b> As {@link Interpreter} says.
 */
public final class CPython implements Interpreter {

    private static final Proposals NONE = new Proposals(0, List.of());
    /** What has not answered by now is no Python; a busy machine starts one in a second. */
    private static final long START_SECONDS = 30;

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
    private volatile @Nullable PythonProcess starting;
    private volatile @Nullable RunningCell running;
    private volatile boolean awaiting;
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
        PythonProcess python = ready(cell);
        try (RunningCell now = new RunningCell(cell, python, output, timer, limitSeconds)) {
            running = now;
            if (cell.isInterrupted()) {
                // Before the line above nobody could tell it.
                now.interrupt();
            }
            JsonObject answer = python.request("run", request, now::begun);
            if (answer.get("capture").isJsonPrimitive()) {
                cell.recorded(answer.get("capture").getAsString());
            }
            return now.value(answer);
        } catch (PythonEndedException e) {
            throw PythonFailedException.plain("PythonEnded", e.exit().words() + VARIABLES_GONE);
        } finally {
            running = null;
        }
    }

    /** The process, started anew where there is none or it has ended. */
    private PythonProcess ready(PythonCell cell) throws PythonMissingException, PythonFailedException {
        PythonProcess python;
        try {
            python = live();
        } catch (IOException e) {
            throw new PythonMissingException("\"" + executable + "\" cannot be started: " + e.getMessage()
                    + "; choose another Python, for example: %%python --on python3");
        }
        if (!python.isReady()) {
            awaitStart(python, cell);
        }
        return python;
    }

    private void awaitStart(PythonProcess python, PythonCell cell) throws PythonFailedException {
        Future<?> limit = timer.schedule(
                () -> python.kill("it has not answered for " + START_SECONDS + " s, as a Python does"),
                START_SECONDS,
                TimeUnit.SECONDS);
        starting = python;
        try {
            if (cell.isInterrupted()) {
                interrupt();
            }
            python.awaitReady();
        } catch (PythonEndedException e) {
            String killed = e.exit().killedByUs();
            throw PythonFailedException.plain(
                    "PythonEnded",
                    "\"" + executable + "\" ended before it could run the cell"
                            + (killed.isEmpty()
                                    ? " (exit status " + e.exit().code()
                                            + "); it needs Python 3.9 or newer. What it said stands above."
                                    : ": " + killed + ".")
                            + " To choose another: %%python --on python3");
        } finally {
            starting = null;
            limit.cancel(false);
        }
    }

    private synchronized PythonProcess live() throws IOException, PythonMissingException {
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
    public void interrupt() {
        PythonProcess unready = starting;
        if (unready != null) {
            unready.kill("it was interrupted while it started");
        }
        RunningCell cell = running;
        if (cell != null) {
            cell.interrupt();
        }
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
        awaiting = true;
        try {
            List<String> names = new ArrayList<>();
            python.request("await", request, () -> {})
                    .getAsJsonArray("threads")
                    .forEach(name -> names.add(name.getAsString()));
            return names;
        } catch (PythonEndedException e) {
            return List.of();
        } finally {
            awaiting = false;
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

    @Override
    public PythonFacts facts(PythonCell cell) throws PythonMissingException, PythonFailedException {
        output.begin(cell);
        try {
            return ready(cell).awaitReady();
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

    /** Python counts in code points. One that starts, runs a cell or waits for threads would keep the question waiting. */
    private @Nullable JsonObject askIfFree(String type, String code, int cursor, int detail) {
        PythonProcess python = livingOrNull();
        if (python == null || !python.isReady() || running != null || awaiting) {
            return null;
        }
        JsonObject request = new JsonObject();
        request.addProperty("code", code);
        request.addProperty("cursor", code.codePointCount(0, cursor));
        request.addProperty("detail", detail);
        try {
            return python.request(type, request, () -> {});
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
