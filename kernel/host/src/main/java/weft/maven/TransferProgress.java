package weft.maven;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/**
 * Tells in one line what is being fetched, and ends the transfers when nobody wants them any longer.
 *
 * <p><b>Threads.</b> The resolver fetches several files at once, each on a thread of its own; {@link #cancel} may come
 * from any.
 */
final class TransferProgress extends AbstractTransferListener {

    /** Often enough to look alive, and few enough for a slow line to the browser. */
    private static final long UPDATE_NANOS = 150_000_000;

    private final Progress progress;
    private final Map<String, long[]> running = new LinkedHashMap<>();
    private final List<Runnable> atCancel = new ArrayList<>();
    private volatile boolean cancelled;
    private int files;
    private long bytes;
    private long lastNanos = System.nanoTime() - UPDATE_NANOS;

    TransferProgress(Progress progress) {
        this.progress = progress;
    }

    void cancel() {
        List<Runnable> ends;
        synchronized (this) {
            cancelled = true;
            ends = List.copyOf(atCancel);
        }
        ends.forEach(Runnable::run);
    }

    /** Runs {@code end} when the transfers are cancelled: now, where they are already. */
    void atCancel(Runnable end) {
        synchronized (this) {
            atCancel.add(end);
            if (!cancelled) {
                return;
            }
        }
        end.run();
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** How many bytes came over the network. */
    synchronized long bytes() {
        return bytes;
    }

    @Override
    public void transferInitiated(TransferEvent event) throws TransferCancelledException {
        check();
    }

    @Override
    public void transferStarted(TransferEvent event) throws TransferCancelledException {
        check();
        update(event);
    }

    @Override
    public void transferProgressed(TransferEvent event) throws TransferCancelledException {
        check();
        update(event);
    }

    @Override
    public synchronized void transferSucceeded(TransferEvent event) {
        running.remove(event.getResource().getResourceName());
        files++;
        bytes += event.getTransferredBytes();
    }

    @Override
    public synchronized void transferFailed(TransferEvent event) {
        running.remove(event.getResource().getResourceName());
    }

    private void check() throws TransferCancelledException {
        if (cancelled) {
            throw new TransferCancelledException("interrupted");
        }
    }

    private synchronized void update(TransferEvent event) {
        long total = event.getResource().getContentLength();
        running.put(event.getResource().getResourceName(), new long[] {event.getTransferredBytes(), total});
        long now = System.nanoTime();
        if (now - lastNanos >= UPDATE_NANOS) {
            lastNanos = now;
            progress.update(line());
        }
    }

    private String line() {
        Map.Entry<String, long[]> biggest = null;
        for (Map.Entry<String, long[]> each : running.entrySet()) {
            biggest = biggest == null || each.getValue()[1] > biggest.getValue()[1] ? each : biggest;
        }
        if (biggest == null) {
            return files + " files fetched";
        }
        String name = biggest.getKey().substring(biggest.getKey().lastIndexOf('/') + 1);
        long[] size = biggest.getValue();
        String of = size[1] > 0 ? size(size[0]) + " of " + size(size[1]) : size(size[0]);
        return "Fetching " + name + " (" + of + "); " + files + " files so far";
    }

    /** A number of bytes for people. */
    static String size(long bytes) {
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.0f kB", bytes / 1e3);
        }
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
