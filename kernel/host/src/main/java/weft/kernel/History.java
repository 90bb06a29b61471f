package weft.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import weft.protocol.HistoryRequest;
import weft.protocol.MalformedFieldException;

/**
 * The input of this run of the kernel and of earlier ones. A disk that is full or read-only costs one line in the log,
 * and the history of this run stays in memory.
 *
 * <p><b>Threads.</b> Cells are added by one thread; any thread may ask. Everything is done by "weft-history", in the
 * order in which it was asked for, so that no cell waits long for a disk.
 */
final class History implements AutoCloseable {

    /** So many cells of this run are kept in memory. */
    private static final int MAX_PRESENT = 10_000;

    /** Longer than a disk takes, and no longer than a person waits. */
    private static final int PATIENCE_MILLIS = 500;

    private final HistoryFile file;
    private final Consumer<String> log;
    private final int patienceMillis;
    private final ExecutorService thread;
    /** Belongs to the thread that adds. */
    private boolean slow;

    /** The fields from here on belong to the history thread. */
    private final Deque<HistoryEntry> present = new ArrayDeque<>();

    private int session;
    private boolean readOnly;

    History(HistoryFile file, Consumer<String> log) {
        this(file, log, PATIENCE_MILLIS);
    }

    /** @param patienceMillis how long a cell, and the end, wait for the disk */
    History(HistoryFile file, Consumer<String> log, int patienceMillis) {
        this.file = file;
        this.log = log;
        this.patienceMillis = patienceMillis;
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(task, "weft-history");
            worker.setDaemon(true);
            return worker;
        });
    }

    /** Begins the session before the first cell does, which would wait for the reading of the file. */
    void prepare() {
        if (!thread.isShutdown()) {
            thread.execute(this::begin);
        }
    }

    /**
     * Begins to remember a cell.
     *
     * @return waits until it is written: what a client has seen answered is not lost if the kernel is killed. A disk that was
     *     slow once is never waited for again.
     */
    Runnable add(int line, String input, @Nullable String output) {
        if (thread.isShutdown()) {
            return () -> {};
        }
        Future<?> written = thread.submit(() -> remember(line, input, output));
        return () -> await(written);
    }

    private void await(Future<?> written) {
        if (slow) {
            return;
        }
        try {
            written.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            slow = true;
            log.accept("history: the disk is slow; cells no longer wait until they are written");
        } catch (ExecutionException broken) {
            log.accept("history: a cell was not remembered: " + broken.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void remember(int line, String input, @Nullable String output) {
        begin();
        HistoryEntry entry = new HistoryEntry(session, line, input, output);
        present.add(entry);
        if (present.size() > MAX_PRESENT) {
            present.remove();
        }
        write(entry);
    }

    /** The entries that the request asks for, in the shape that the protocol wants. */
    JsonArray answer(HistoryRequest request) throws ExecutionException, InterruptedException {
        return thread.submit(() -> rows(select(request), request)).get();
    }

    /** Lets what is being written be written, for a bounded time. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(patienceMillis, TimeUnit.MILLISECONDS)) {
                log.accept("history: the last cells were not written, the disk took too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin() {
        if (session > 0) {
            return;
        }
        session = 1;
        try {
            session = file.begin();
        } catch (IOException | RuntimeException unwritable) {
            giveUp(unwritable);
        }
    }

    private void write(HistoryEntry entry) {
        if (readOnly) {
            return;
        }
        try {
            file.append(entry);
        } catch (IOException | RuntimeException unwritable) {
            giveUp(unwritable);
        }
    }

    private void giveUp(Exception unwritable) {
        readOnly = true;
        log.accept("history: not kept for later runs, the file cannot be written: " + unwritable);
    }

    private List<HistoryEntry> select(HistoryRequest request) {
        begin();
        List<HistoryEntry> all = all();
        return switch (request.histAccessType()) {
            case "range" -> range(all, request);
            case "search" -> newest(search(all, request), request.n());
            case "tail" -> newest(all, request.n());
            default ->
                throw new MalformedFieldException(
                        HistoryRequest.class,
                        "hist_access_type",
                        new JsonPrimitive(request.histAccessType()),
                        "\"tail\", \"range\" or \"search\"");
        };
    }

    private List<HistoryEntry> all() {
        List<HistoryEntry> all = new ArrayList<>();
        try {
            for (HistoryEntry entry : file.entries()) {
                if (entry.isCell() && entry.session() != session) {
                    all.add(entry);
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            log.accept("history: earlier runs cannot be read: " + unreadable);
        }
        // Of this run memory knows, whether or not the disk took it.
        all.addAll(present);
        return all;
    }

    private List<HistoryEntry> range(List<HistoryEntry> all, HistoryRequest request) {
        int wanted = request.session() > 0 ? request.session() : session + request.session();
        int stop = request.stop() == null ? Integer.MAX_VALUE : request.stop();
        return all.stream()
                .filter(entry -> entry.session() == wanted && entry.line() >= request.start() && entry.line() < stop)
                .toList();
    }

    private static List<HistoryEntry> search(List<HistoryEntry> all, HistoryRequest request) {
        Pattern pattern = Glob.pattern(request.pattern());
        List<HistoryEntry> found = all.stream()
                .filter(entry -> pattern.matcher(entry.text()).matches())
                .toList();
        if (!request.unique()) {
            return found;
        }
        Map<String, HistoryEntry> latest = new LinkedHashMap<>();
        for (HistoryEntry entry : found) {
            // Removed first, so that the entry moves to where it was said last.
            latest.remove(entry.text());
            latest.put(entry.text(), entry);
        }
        return List.copyOf(latest.values());
    }

    private static List<HistoryEntry> newest(List<HistoryEntry> entries, @Nullable Integer n) {
        if (n == null || n < 0 || n >= entries.size()) {
            return entries;
        }
        return entries.subList(entries.size() - n, entries.size());
    }

    private static JsonArray rows(List<HistoryEntry> entries, HistoryRequest request) {
        JsonArray rows = new JsonArray();
        for (HistoryEntry entry : entries) {
            JsonArray row = new JsonArray();
            row.add(entry.session());
            row.add(entry.line());
            if (request.output()) {
                JsonArray both = new JsonArray();
                both.add(entry.text());
                both.add(entry.output());
                row.add(both);
            } else {
                row.add(entry.text());
            }
            rows.add(row);
        }
        return rows;
    }
}
