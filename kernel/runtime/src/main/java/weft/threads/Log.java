package weft.threads;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The clock and the line format behind {@link Threads#log}: time since the cell began, thread, message.
 *
 * <p><b>What it does not claim.</b> Lines appear in the order in which they were written; two lines of different
 * threads whose times differ by less than 0.1 ms say nothing about which of the two happened first.
 *
 * <p><b>Threads.</b> Any thread may log. A line is one write, so lines of different threads never mix. The start
 * of the clock is inherited, so a late line of an older cell's thread still counts from the start of its own cell.
 */
public final class Log {

    private static final int NAME_WIDTH = 12;

    /** {@code null} until the first line, when nobody has said that a cell begins. */
    private static final InheritableThreadLocal<@Nullable Long> CELL_START = new InheritableThreadLocal<>();

    private static volatile @Nullable Long latestStart;

    private Log() {}

    /** Starts the clock at 0 for this thread and for threads that it starts from now on; meant for each new cell. */
    public static void restartClock() {
        long now = System.nanoTime();
        CELL_START.set(now);
        latestStart = now;
    }

    static void write(String message) {
        String line =
                line(System.nanoTime() - startNanos(), Thread.currentThread().getName(), message);
        System.out.print(line + "\n");
    }

    static String line(long nanos, String thread, String message) {
        String prefix = String.format(Locale.ROOT, "%8.1f ms  %-" + NAME_WIDTH + "s  ", nanos / 1e6, thread);
        return prefix + message.replace("\n", "\n" + " ".repeat(prefix.length()));
    }

    private static long startNanos() {
        Long own = CELL_START.get();
        if (own != null) {
            return own;
        }
        synchronized (Log.class) {
            Long latest = latestStart;
            if (latest == null) {
                latest = System.nanoTime();
                latestStart = latest;
            }
            return latest;
        }
    }
}
