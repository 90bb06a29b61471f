package weft.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import weft.timeline.capture.Probes;
import weft.timeline.model.Requirements;
import weft.timeline.model.ResourceKind;
import weft.timeline.model.Timeline;

/**
 * The words of the lessons: start, sleep, join, log, predict, check. Every notebook imports them statically.
 *
 * <pre>{@code
 * Thread worker = start("worker-1", () -> {
 *     log("starting");
 *     sleep(2000);
 *     log("finishing");
 * });
 * log("waiting for the thread to finish");
 * join(worker);
 * log("all done");
 * }</pre>
 *
 * <p>They leave out what hides the idea on a slide, namely the {@code try} around each wait, and nothing else: a
 * {@code sleep} or {@code join} that is interrupted sets the interrupt flag again and ends with {@link Interrupted}.
 *
 * <p><b>Own names win.</b> A method of your own with one of these names hides all helpers of that name. Inside a class
 * that extends {@code Thread}, {@code sleep} and {@code join} are those of {@code Thread}; write {@code Threads.sleep}.
 */
public final class Threads {

    private static final AtomicInteger UNNAMED = new AtomicInteger();

    private Threads() {}

    /** Starts a thread of that name. What the body throws ends the thread and is reported; an interrupt ends it quietly. */
    public static Thread start(String name, Task body) {
        return begin(new Thread(Probes.body(quietWhenInterrupted(body)), name));
    }

    /** Starts a thread of this library, which a timeline shows. */
    static Thread begin(Thread thread) {
        Probes.starting(thread);
        thread.start();
        return thread;
    }

    /** Starts a thread named thread-1, thread-2 and so on. */
    public static Thread start(Task body) {
        return start("thread-" + UNNAMED.incrementAndGet(), body);
    }

    /** Starts several threads at once, named prefix1, prefix2 and so on; each is told its index, counted from 0. */
    public static List<Thread> startAll(int howMany, String prefix, NumberedTask body) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < howMany; i++) {
            int index = i;
            threads.add(start(prefix + (i + 1), () -> body.run(index)));
        }
        return threads;
    }

    /** Starts a virtual thread; on a JDK older than 21 a platform thread, and one line says so. */
    public static Thread startVirtual(String name, Task body) {
        return VirtualThreads.start(name, quietWhenInterrupted(body));
    }

    public static Thread startVirtual(Task body) {
        return startVirtual("virtual-" + UNNAMED.incrementAndGet(), body);
    }

    /** Whether this JDK has virtual threads. */
    public static boolean hasVirtualThreads() {
        return VirtualThreads.available();
    }

    public static void sleep(long millis) {
        sleep(Duration.ofMillis(millis));
    }

    /** Sleeps; when interrupted, before or meanwhile, it ends with {@link Interrupted}. */
    public static void sleep(Duration time) {
        Object sleeping = Probes.sleeping();
        try {
            Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
        } catch (InterruptedException e) {
            throw Interrupted.restoringFlag("sleeping", e);
        } finally {
            Probes.over(sleeping);
        }
    }

    /** Waits until each of these threads has ended. */
    public static void join(Thread... threads) {
        joinAll(Arrays.asList(threads));
    }

    /** Waits until each of these threads has ended; when interrupted it ends with {@link Interrupted}. */
    public static void joinAll(Collection<Thread> threads) {
        for (Thread thread : threads) {
            Object joining = Probes.joining(thread);
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw Interrupted.restoringFlag("waiting for \"" + thread.getName() + "\" to end", e);
            } finally {
                Probes.over(joining);
            }
        }
    }

    /** Waits for the threads that a demo has started; when interrupted itself, it interrupts them, so none is left over. */
    static void joinOrStop(Collection<Thread> threads) {
        try {
            joinAll(threads);
        } catch (Interrupted e) {
            threads.forEach(Thread::interrupt);
            throw e;
        }
    }

    /** Waits at the barrier; when another thread has been interrupted there, nobody will come, and this thread ends too. */
    static void meet(CyclicBarrier barrier) {
        Object waiting = Probes.waiting(barrier, "barrier", ResourceKind.BARRIER);
        try {
            barrier.await();
        } catch (InterruptedException e) {
            throw Interrupted.restoringFlag("waiting at a barrier", e);
        } catch (BrokenBarrierException e) {
            throw new Interrupted("waiting at a barrier which another thread has left", e);
        } finally {
            Probes.over(waiting);
            Probes.signalling(barrier, "barrier", ResourceKind.BARRIER);
        }
    }

    /** Prints one line: time since the cell began, thread, message. Lines of different threads never mix. */
    public static void log(Object message) {
        Log.write(String.valueOf(message));
    }

    /** Prints one line as {@link #log(Object)} does, formatted as by {@code String.format}. */
    @SuppressWarnings("AnnotateFormatMethod") // Its annotation would be a third-party jar in the user VM.
    public static void log(String format, Object... arguments) {
        Log.write(String.format(format, arguments));
    }

    /** Asks for a prediction: {@code predict("Does it lose?", "yes", "no").choose("A")}, then run, then compare. */
    public static Prediction predict(String question, String... choices) {
        return Prediction.of(question, choices);
    }

    /** Says that the claim holds, or fails the cell. */
    public static Check check(String claim, boolean holds) {
        return Check.of(claim, holds);
    }

    /** Says that the value is the expected one, or fails the cell and shows both. */
    public static Check check(String claim, Object actual, Object expected) {
        return Check.of(claim, actual, expected, "");
    }

    /** As {@link #check(String, Object, Object)}, with a hint that is shown when the check fails. */
    public static Check check(String claim, Object actual, Object expected, String hint) {
        return Check.of(claim, actual, expected, hint);
    }

    /** Says that the evidence bears the claim out, or fails the cell with what the evidence shows. */
    public static Check check(String claim, Evidence evidence) {
        return Check.of(claim, evidence);
    }

    /**
     * Says that what was recorded bears the claim out, or fails the cell with what the timeline shows.
     *
     * <pre>{@code
     * check("one at a time", timeline, it -> it.exclusive("lock"))
     * }</pre>
     */
    public static Check check(String claim, Timeline timeline, Consumer<Requirements> demands) {
        return Check.of(claim, timeline, demands);
    }

    /** One step of a {@link Schedule}: waits for this thread's turn. Outside of one it does nothing. */
    public static void step(String what) {
        Schedule.pass(what);
    }

    /** One step that reads or computes a value: the trace shows the value behind the word. */
    public static <T> T step(String what, Supplier<T> value) {
        return Schedule.pass(what, value);
    }

    /** The gap between a read and a write, where {@link Race#force} lets the threads meet. Else it does nothing. */
    public static void gap() {
        Race.meetInGap();
    }

    /** The body as a {@code Runnable}: checked exceptions pass through under their own name. */
    static Runnable quietWhenInterrupted(Task body) {
        return () -> {
            try {
                body.run();
            } catch (Interrupted | InterruptedException e) {
                // The thread was asked to end, and this is its end.
                return;
            } catch (Exception e) {
                throw Threads.<RuntimeException>unchecked(e);
            }
        };
    }

    /** Throws a checked exception as it is; wrapped, a learner would look for the wrong name. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Exception> E unchecked(Exception e) throws E {
        throw (E) e;
    }
}
