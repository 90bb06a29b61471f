package weft.agent;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Ends a cell that was interrupted, politely at first: its threads are interrupted as Java does it; what still runs a
 * moment later meets a guard that throws.
 *
 * <p><b>Threads.</b> {@link #stop} may be called from any thread; the work is done by {@code weft-stopper}.
 */
final class CellStopper {

    /** Time for a loop that asks {@code isInterrupted()} to end in its own way. */
    private static final long GRACE_MILLIS = 30;

    /** Time to come to a guard of the code that a thread was seen in; then all guards hold. */
    private static final long AT_OWN_CODE_MILLIS = 1_000;

    /** Who had less of a processor than this, on a busy machine, has not passed its guards. */
    private static final long AT_OWN_CODE_PROCESSOR_NANOS = 200_000_000;

    /** The longest wait for a thread that gets no processor, and the time between two looks at it. */
    private static final long STARVED_MILLIS = 10_000;

    private static final long LOOK_MILLIS = 50;

    /** After this the threads that still live are left alone, and guards become free of cost again. */
    private static final long GIVE_UP_MILLIS = 2_000;

    private final CellMain main;
    private final Outbox outbox;
    private final LinkedBlockingQueue<Integer> requests = new LinkedBlockingQueue<>();
    private final Set<Integer> interrupted = ConcurrentHashMap.newKeySet();
    private int running;
    /** The cell that interrupted its own thread: its next snippet finds it interrupted, as the next line in Java does. */
    private int selfInterrupted;

    CellStopper(CellMain main, Outbox outbox) {
        this.main = main;
        this.outbox = outbox;
    }

    /**
     * Called by the main thread before each run.
     *
     * @return false where the cell was interrupted before, between two of its snippets: then it must not run
     */
    synchronized boolean begin(int cell) {
        if (interrupted.contains(cell)) {
            return false;
        }
        running = cell;
        if (selfInterrupted == cell) {
            Thread.currentThread().interrupt();
        }
        selfInterrupted = 0;
        return true;
    }

    /** Called by the main thread; after this no interrupt of the cell reaches it. */
    synchronized void ended() {
        if (!main.isCurrent()) {
            // It was given up, and goes on after all, while another cell may run.
            return;
        }
        // The thread waits for work now, which no interrupt may disturb.
        selfInterrupted = Thread.interrupted() && !interrupted.contains(running) ? running : 0;
        running = 0;
        notifyAll();
    }

    void stop(int cell) {
        synchronized (this) {
            interrupted.add(cell);
        }
        requests.add(cell);
    }

    void run() {
        try {
            while (true) {
                stopNow(requests.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopNow(int cell) throws InterruptedException {
        List<Thread> started = CellThreads.of(cell, main.thread());
        started.forEach(Thread::interrupt);
        interruptMain(cell);
        if (awaitEnd(cell, started, GRACE_MILLIS)) {
            return;
        }
        StopGuard.stop(cell, classesOnStacks(cell, started));
        if (!leave(cell, started, AT_OWN_CODE_MILLIS) && !leaveOnceTheyRun(cell, started)) {
            endProgramsWaitedFor(classesOnStacks(cell, started));
            StopGuard.stopEverywhere(cell);
            leave(cell, started, GIVE_UP_MILLIS);
        }
        StopGuard.settle();
    }

    /** Interrupts once more those that caught the first one and wait again: on their way out they meet a guard. */
    private boolean leave(int cell, List<Thread> started, long millis) throws InterruptedException {
        started.forEach(Thread::interrupt);
        interruptMain(cell);
        outbox.wakeWriters();
        return awaitEnd(cell, started, millis);
    }

    /**
     * All guards hold only where a thread runs past those of its own code, or waits: they take back the compiled code of
     * other cells, whose racy loops may end by that. A thread that has not got to run, or for whose code the compiler
     * has not, is waited for.
     */
    private boolean leaveOnceTheyRun(int cell, List<Thread> started) throws InterruptedException {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        Map<Thread, Long> first = new HashMap<>();
        for (long waited = 0; waited < STARVED_MILLIS; waited += LOOK_MILLIS) {
            for (Thread thread : left(cell, started)) {
                if (!isStarved(thread, first, clock)) {
                    return false;
                }
            }
            if (awaitEnd(cell, started, LOOK_MILLIS)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStarved(Thread thread, Map<Thread, Long> first, ThreadMXBean clock) {
        StackTraceElement[] stack = thread.getStackTrace();
        boolean waits = thread.getState() != Thread.State.RUNNABLE || stack.length > 0 && stack[0].isNativeMethod();
        // Below zero for a virtual thread, of which the VM does not say it.
        long used = clock.getThreadCpuTime(thread.getId());
        return !waits && used >= 0 && used - first.computeIfAbsent(thread, t -> used) < AT_OWN_CODE_PROCESSOR_NANOS;
    }

    private List<Thread> left(int cell, List<Thread> started) {
        List<Thread> left = new ArrayList<>(started);
        synchronized (this) {
            if (running == cell) {
                left.add(main.thread());
            }
        }
        left.removeIf(thread -> !thread.isAlive());
        return left;
    }

    /** A read from a program's pipe ends with the program only. At a terminal, too, Ctrl+C reaches the programs. */
    private static void endProgramsWaitedFor(Set<String> classesOnStacks) {
        if (classesOnStacks.contains("java.io.FileInputStream")
                || classesOnStacks.contains("java.io.FileOutputStream")) {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        }
    }

    /** The classes whose code these threads, and the main one if it runs the cell, are in or will return to. */
    private Set<String> classesOnStacks(int cell, List<Thread> started) {
        Set<String> names = new HashSet<>();
        started.forEach(thread -> addClasses(thread, names));
        synchronized (this) {
            if (running == cell) {
                addClasses(main.thread(), names);
            }
        }
        return names;
    }

    private static void addClasses(Thread thread, Set<String> names) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            names.add(frame.getClassName());
        }
    }

    /** Under the lock of {@link #ended}, so that the interrupt cannot hit the next cell. */
    synchronized void interruptMain(int cell) {
        if (running == cell) {
            main.thread().interrupt();
        }
    }

    private boolean awaitEnd(int cell, List<Thread> started, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        synchronized (this) {
            while (running == cell) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
        }
        for (Thread thread : started) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            thread.join(left);
        }
        return started.stream().noneMatch(Thread::isAlive);
    }
}
