package weft.threads;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import weft.timeline.capture.Probes;
import weft.timeline.model.ResourceKind;

/**
 * One lock for a whole interpreter: a thread runs only while it holds it, and gives it up when asked.
 *
 * <pre>{@code
 * Gil gil = Gil.on();                    // Gil.off() runs the same program without the lock
 * Thread a = start("A", () -> gil.run(() -> countDown(50_000_000)));
 * Thread b = start("B", () -> gil.run(() -> countDown(50_000_000)));
 * join(a, b);
 * System.out.println(gil.stats());
 * }</pre>
 *
 * with a {@code Gil.checkpoint()} in the loop of {@code countDown}, where CPython has one at each loop's end.
 *
 * <p><b>Lesson.</b> The rules are those of CPython since 3.2. Who waits for the lock waits for the switch interval,
 * 5 ms; if nobody else has got the lock in that time, it asks the holder to drop it. The holder sees the request
 * at its next checkpoint, drops the lock, and then waits until another thread has taken it, so that it cannot snatch it
 * back. A thread that blocks gives the lock up of its own accord ({@link #released}).
 *
 * <p><b>What it does not claim.</b> To be CPython: there, every bytecode runs under the lock; here, what is given to
 * {@code run} does. And it is no thread safety for your own data: between two checkpoints nobody cuts in, but a read
 * before a checkpoint and a write after it can still lose an update.
 *
 * <p><b>Threads.</b> Fields are guarded by {@code mutex}, except {@code dropRequested}, which checkpoints read without
 * it. {@code mutex} is held for moments only; who holds the interpreter is the field {@code holder}.
 */
public final class Gil {

    /** CPython's own: {@code sys.getswitchinterval()} is 0.005. */
    public static final Duration SWITCH_INTERVAL = Duration.ofMillis(5);

    private static final ThreadLocal<@Nullable Gil> HELD = new ThreadLocal<>();

    private static final String NAME = "GIL";

    private final boolean on;
    private final long intervalNanos;
    private final ReentrantLock mutex = new ReentrantLock();
    private final Condition free = mutex.newCondition();
    private final Condition taken = mutex.newCondition();
    private final GilRecorder recorder = new GilRecorder();
    private volatile boolean dropRequested;
    private @Nullable Thread holder;
    private @Nullable Thread lastHolder;
    private long switches;
    private int waiting;

    private Gil(boolean on, Duration switchInterval) {
        this.on = on;
        this.intervalNanos = switchInterval.toNanos();
    }

    /** A lock with CPython's switch interval of 5 ms. */
    public static Gil on() {
        return on(SWITCH_INTERVAL);
    }

    public static Gil on(Duration switchInterval) {
        if (switchInterval.isZero() || switchInterval.isNegative()) {
            throw new IllegalArgumentException("no switch interval: \"" + switchInterval.toMillis()
                    + " ms\"; take a positive one, for example Gil.on(Duration.ofMillis(5))");
        }
        return new Gil(true, switchInterval);
    }

    /** No lock at all: {@code run} runs at once. It lets one program be shown with the GIL and without it. */
    public static Gil off() {
        return new Gil(false, SWITCH_INTERVAL);
    }

    public boolean isOn() {
        return on;
    }

    /** Runs the task while holding the lock. A thread that already holds it runs it at once. */
    public void run(Task task) {
        call(() -> {
            task.run();
            return true;
        });
    }

    /** Computes a value while holding the lock. */
    public <T> T call(Callable<T> task) {
        Gil before = HELD.get();
        if (before != null && before != this && on) {
            throw new IllegalStateException("\"" + Thread.currentThread().getName()
                    + "\" already holds another GIL; an interpreter has one, so use the same Gil in both places");
        }
        boolean takes = on && before == null;
        if (takes) {
            acquire();
        }
        try {
            return task.call();
        } catch (Exception e) {
            throw Threads.<RuntimeException>unchecked(e);
        } finally {
            if (takes && isHeldByMe()) {
                release();
            }
        }
    }

    /** Gives the lock up while the task runs and takes it again, as CPython does around sleep and input or output. */
    public void released(Task task) {
        boolean gaveUp = isHeldByMe();
        if (gaveUp) {
            release();
        }
        try {
            task.run();
        } catch (Exception e) {
            throw Threads.<RuntimeException>unchecked(e);
        } finally {
            if (gaveUp) {
                acquire();
            }
        }
    }

    /** Waits for something outside: gives up the lock that this thread holds, if it holds one, and takes it again. */
    public static <T> T blocking(Callable<T> wait) throws Exception {
        Gil gil = HELD.get();
        if (gil == null) {
            return wait.call();
        }
        gil.release();
        try {
            return wait.call();
        } finally {
            gil.acquire();
        }
    }

    /** Where a running thread can be asked to let another run, or to end. Belongs into every long loop. */
    public static void checkpoint() {
        Gil gil = HELD.get();
        if (gil != null && gil.dropRequested) {
            gil.handOver();
        }
        Interrupted.throwIfRequested("computing");
    }

    public boolean isHeldByMe() {
        return HELD.get() == this;
    }

    /** Hand-overs, holds and how long they lasted, so far. */
    public GilStats stats() {
        return recorder.stats();
    }

    private void acquire() {
        if (Schedule.isRunning()) {
            Schedule.lock("the GIL", this, this::tryAcquire);
            return;
        }
        acquire(Probes.acquiring(this, NAME, ResourceKind.GIL));
    }

    /** @param asking the wait on the timeline that ends when this thread has the lock */
    private void acquire(@Nullable Object asking) {
        mutex.lock();
        waiting++;
        try {
            while (holder != null) {
                long seen = switches;
                boolean passed = free.awaitNanos(intervalNanos) <= 0;
                // A whole interval without any switch: the holder is asked to drop the lock.
                if (passed && holder != null && switches == seen) {
                    dropRequested = true;
                }
            }
            take();
        } catch (InterruptedException e) {
            throw Interrupted.restoringFlag("waiting for the GIL", e);
        } finally {
            Probes.over(asking);
            waiting--;
            // One who waits for a taker must hear that this one took it, or gave up waiting.
            taken.signalAll();
            mutex.unlock();
        }
    }

    private boolean tryAcquire() {
        mutex.lock();
        try {
            if (holder != null) {
                return false;
            }
            take();
            return true;
        } finally {
            mutex.unlock();
        }
    }

    private void take() {
        holder = Thread.currentThread();
        if (lastHolder != holder) {
            lastHolder = holder;
            switches++;
        }
        dropRequested = false;
        HELD.set(this);
        recorder.took(Thread.currentThread().getName());
        Probes.acquired(this, NAME, ResourceKind.GIL);
    }

    private void release() {
        mutex.lock();
        try {
            drop(false);
        } finally {
            mutex.unlock();
        }
        Schedule.unlocked("the GIL", this);
    }

    private void drop(boolean forced) {
        Probes.releasing(this, NAME, ResourceKind.GIL);
        recorder.dropped(forced);
        holder = null;
        HELD.remove();
        free.signal();
    }

    private void handOver() {
        Thread me = Thread.currentThread();
        @Nullable Object asking = null;
        mutex.lock();
        try {
            drop(true);
            // It wants the lock back from here on; that it lets another one go first is part of the same wait.
            asking = Probes.acquiring(this, NAME, ResourceKind.GIL);
            while (lastHolder == me && waiting > 0) {
                taken.await();
            }
        } catch (InterruptedException e) {
            Probes.over(asking);
            throw Interrupted.restoringFlag("handing the GIL over", e);
        } finally {
            mutex.unlock();
        }
        acquire(asking);
    }
}
