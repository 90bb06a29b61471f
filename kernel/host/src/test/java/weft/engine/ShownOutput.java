package weft.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What cells have shown, as a front end keeps it: text that a cell writes to one stream is one output until something
 * else of that cell stands between. How a writer's text is cut into messages is nobody's business: a line may come in
 * two pieces.
 *
 * <p><b>Threads.</b> Any thread adds, any thread waits; all under this object's lock.
 */
final class ShownOutput {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final List<Draft> outputs = new ArrayList<>();

    private record Draft(String cellId, String kind, StringBuilder text) {
        Notebook.Shown asShown() {
            return new Notebook.Shown(cellId, kind, text.toString());
        }
    }

    synchronized void add(Notebook.Shown output) {
        outputs.add(new Draft(output.cellId(), output.kind(), new StringBuilder(output.text())));
        notifyAll();
    }

    synchronized void write(String cellId, String stream, String text) {
        Draft last = lastOf(cellId);
        if (last != null && last.kind().equals(stream)) {
            last.text().append(text);
            notifyAll();
        } else {
            add(new Notebook.Shown(cellId, stream, text));
        }
    }

    private @Nullable Draft lastOf(String cellId) {
        for (int i = outputs.size() - 1; i >= 0; i--) {
            if (outputs.get(i).cellId().equals(cellId)) {
                return outputs.get(i);
            }
        }
        return null;
    }

    /** Waits for an output that fits, as far as it is written, and takes it away. */
    synchronized Notebook.Shown await(Predicate<Notebook.Shown> fits) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            for (Draft each : outputs) {
                Notebook.Shown output = each.asShown();
                if (fits.test(output)) {
                    outputs.remove(each);
                    return output;
                }
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("Nothing fitting was shown within 60 s, but " + all());
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    synchronized List<Notebook.Shown> all() {
        return outputs.stream().map(Draft::asShown).toList();
    }

    synchronized void clear() {
        outputs.clear();
    }

    synchronized String textOf(String cellId, Predicate<String> kinds) {
        return outputs.stream()
                .filter(each -> each.cellId().equals(cellId) && kinds.test(each.kind()))
                .map(Draft::text)
                .collect(Collectors.joining());
    }
}
