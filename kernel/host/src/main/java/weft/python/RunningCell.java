package weft.python;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/**
 * A cell while it runs, and how it is stopped: by the interrupts of a person or by its time limit. It is asked first, and
 * its Python ended when it does not heed that.
 *
 * <p><b>Threads.</b> Any. Nothing is done to the Python once {@link #close} has returned.
 */
final class RunningCell implements AutoCloseable {

    /** Two clicks in a row are one wish. */
    private static final long SEPARATE_WISHES_NANOS = 700_000_000;
    /** A cell that has not stopped by now is in code that does not look for signals. */
    private static final long DEAF_AFTER_SECONDS = 2;

    private final PythonCell cell;
    private final PythonProcess python;
    private final CellOutput output;
    private final ScheduledExecutorService timer;
    private final double limitSeconds;
    private final TimeLimit limit;
    private final TimeLimit lastLimit;
    private int wishes;
    private long lastWishNanos;
    private boolean begun;
    private boolean over;

    RunningCell(
            PythonCell cell,
            PythonProcess python,
            CellOutput output,
            ScheduledExecutorService timer,
            double limitSeconds) {
        this.cell = cell;
        this.python = python;
        this.output = output;
        this.timer = timer;
        this.limitSeconds = limitSeconds;
        this.limit = TimeLimit.of(limitSeconds, python::interrupt);
        this.lastLimit = TimeLimit.of(
                limitSeconds > 0 ? limitSeconds + DEAF_AFTER_SECONDS : 0,
                () -> python.kill(TimeLimit.words(limitSeconds)
                        + " It did not stop when it was interrupted, so Python was ended."));
    }

    /** What the cell shows, as Python has answered. */
    Optional<MimeBundle> value(JsonObject answer) throws PythonFailedException {
        JsonElement failure = answer.get("failure");
        if (failure.isJsonObject()) {
            throw failed(failure.getAsJsonObject());
        }
        JsonElement value = answer.get("value");
        return value.isJsonObject() ? Optional.of(Bundles.of(value.getAsJsonObject())) : Optional.empty();
    }

    private PythonFailedException failed(JsonObject words) {
        String ename = words.get("ename").getAsString();
        if (ename.equals("KeyboardInterrupt") && limit.isOver()) {
            return PythonFailedException.plain("TimeoutError", TimeLimit.words(limitSeconds));
        }
        List<String> traceback = new ArrayList<>();
        words.getAsJsonArray("traceback").forEach(line -> traceback.add(line.getAsString()));
        return new PythonFailedException(ename, words.get("evalue").getAsString(), traceback);
    }

    /** A person wants it to stop; the second wish ends the Python. */
    @SuppressWarnings("FutureReturnValueIgnored") // a note that comes only if the cell still runs then
    synchronized void interrupt() {
        long now = System.nanoTime();
        if (over || wishes > 0 && now - lastWishNanos < SEPARATE_WISHES_NANOS) {
            return;
        }
        lastWishNanos = now;
        wishes++;
        if (wishes > 1) {
            python.kill("The cell did not stop at the first interrupt, so Python was ended at the second.");
            return;
        }
        if (begun) {
            python.interrupt();
        }
        timer.schedule(this::sayDeaf, DEAF_AFTER_SECONDS, TimeUnit.SECONDS);
    }

    /** Python has been told to run it; before that an interrupt would be none of this cell. */
    synchronized void begun() {
        begun = true;
        if (wishes == 1) {
            python.interrupt();
        }
    }

    private synchronized void sayDeaf() {
        if (over) {
            return;
        }
        output.flush();
        cell.print(
                StreamName.STDERR,
                "note: the cell has not stopped yet; it is in code that does not heed interrupts."
                        + " Interrupt once more to end this Python; its variables are lost then.\n");
    }

    @Override
    public void close() {
        limit.close();
        lastLimit.close();
        synchronized (this) {
            over = true;
        }
    }
}
