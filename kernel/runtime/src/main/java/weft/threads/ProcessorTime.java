package weft.threads;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long something took, and how much processor time this process used meanwhile.
 *
 * <pre>{@code
 * ProcessorTime.of(() -> join(start(() -> compute()), start(() -> compute())))
 * }</pre>
 *
 * <p><b>Lesson.</b> Used time over elapsed time says how many processors were at work on average. Two threads that
 * really compute at the same time come to 2; two that take turns, however quickly, come to 1; a wait comes to 0.
 *
 * <p><b>What it does not claim.</b> To know whose time it was: the JVM's own threads, which compile and collect
 * garbage, belong to the process too. On a busy machine threads wait for a processor, and the number is lower.
 *
 * @param elapsed by the clock on the wall
 * @param used by all threads of the process together, or by the one that was measured
 */
public record ProcessorTime(Duration elapsed, Duration used) {

    /** Runs the task and measures the whole process; what it throws passes through. */
    public static ProcessorTime of(Task task) {
        return measure(task, ProcessorTime::processNanos);
    }

    /**
     * Runs the task and measures the calling thread alone: whether it computes, which comes to 1, or waits, which comes
     * to 0. Threads that the task starts do not count.
     */
    public static ProcessorTime ofThisThread(Task task) {
        return measure(task, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    }

    private static ProcessorTime measure(Task task, LongSupplier clock) {
        long startUsed = clock.getAsLong();
        long start = System.nanoTime();
        try {
            task.run();
        } catch (Exception e) {
            throw Threads.<RuntimeException>unchecked(e);
        }
        long elapsed = System.nanoTime() - start;
        return new ProcessorTime(Duration.ofNanos(elapsed), Duration.ofNanos(clock.getAsLong() - startUsed));
    }

    private static long processNanos() {
        if (bean() instanceof com.sun.management.OperatingSystemMXBean system && system.getProcessCpuTime() >= 0) {
            return system.getProcessCpuTime();
        }
        throw new IllegalStateException(
                "this JVM does not tell its processor time; take a JDK with the module \"jdk.management\"");
    }

    private static @Nullable Object bean() {
        return ManagementFactory.getOperatingSystemMXBean();
    }

    /** How many processors were at work, on average. */
    public double processors() {
        return elapsed.isZero() ? 0 : (double) used.toNanos() / elapsed.toNanos();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d ms, %.2f processors at work on average (%,d ms of processor time)",
                elapsed.toMillis(),
                processors(),
                used.toMillis());
    }
}
