package weft.engine;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import weft.uservm.UserVmEndedException;
import weft.wire.ToUserVm;

/**
 * Ends a running cell, by force only where kindness fails: first the user VM interrupts the cell's threads and trips
 * their guards; then the debugger throws in the main thread; in the end the user VM is lost.
 *
 * <p><b>Threads.</b> {@link #interrupt} may be called from any thread.
 */
final class Interrupts implements AutoCloseable {

    /** The user VM's own guards take 30 ms; code that passes none, as inside a regular expression, needs the debugger. */
    private static final long DEBUGGER_AFTER_MILLIS = 400;

    /** Some of its steps ask nobody for seconds; the one after them does. */
    private static final long COMPILER_GIVES_IN_MILLIS = 20_000;

    /** So many interrupts of one cell, and the person means it. */
    private static final int INTERRUPTS_THAT_KILL = 3;

    /** Two clicks in a row are one wish. */
    private static final long SEPARATE_WISHES_NANOS = 700_000_000;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "weft-interrupts");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable CellRun run;
    private @Nullable Runnable elsewhere;
    private @Nullable Supplier<Session> session;
    private int wishes;
    private long lastWishNanos;
    private @Nullable ScheduledFuture<?> pending;

    synchronized void began(CellRun newRun, Supplier<Session> itsSession) {
        run = newRun;
        session = itsSession;
        wishes = 0;
    }

    synchronized void ended() {
        run = null;
        session = null;
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
    }

    /** From now on, and until null comes, the running cell is at work outside the user VM and is stopped like this. */
    synchronized void stopElsewhere(@Nullable Runnable stop) {
        elsewhere = stop;
        if (stop != null && wishes > 0) {
            stop.run();
        }
    }

    synchronized void interrupt() {
        CellRun running = run;
        Supplier<Session> source = session;
        if (running == null || source == null) {
            return;
        }
        Session in = source.get();
        running.interrupt();
        long now = System.nanoTime();
        if (wishes == 0 || now - lastWishNanos > SEPARATE_WISHES_NANOS) {
            wishes++;
            lastWishNanos = now;
        }
        if (elsewhere != null) {
            elsewhere.run();
            return;
        }
        if (wishes >= INTERRUPTS_THAT_KILL) {
            in.vm().kill("The cell did not stop after " + wishes + " interrupts, so its Java VM was ended.");
            return;
        }
        sendInterrupt(running, in);
        pending = timer.schedule(() -> stopByDebugger(running, in), DEBUGGER_AFTER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void sendInterrupt(CellRun running, Session in) {
        try {
            in.vm().send(new ToUserVm.Interrupt(running.borderNumber()));
        } catch (UserVmEndedException e) {
            // Then the cell has ended already, and says so itself.
            return;
        }
    }

    private void stopByDebugger(CellRun running, Session in) {
        try {
            if (isCompiling(running)) {
                breakCompilation(running);
            } else if (isStillRun(running)) {
                in.vm().stopMainThread(() -> isStillRun(running));
            }
        } catch (UserVmEndedException e) {
            // Then the cell has ended already, and says so itself.
            return;
        } catch (RuntimeException e) {
            // The timer would keep it to itself, and the cell would run on without a word.
            System.getLogger("weft.engine").log(System.Logger.Level.WARNING, "The cell could not be stopped", e);
        }
    }

    /** The cell is neither over nor in the user VM: the compiler is at work. */
    private void breakCompilation(CellRun running) {
        try {
            CompileBreaker.interrupt(running.thread(), () -> isCompiling(running), COMPILER_GIVES_IN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isStillRun(CellRun running) {
        return run == running;
    }

    private synchronized boolean isCompiling(CellRun running) {
        Supplier<Session> in = session;
        return run == running && in != null && !in.get().control().isInvoking() && running.isCompiling();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
