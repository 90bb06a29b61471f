package weft.threads;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import weft.timeline.capture.Probes;
import weft.timeline.model.ResourceKind;

/**
 * A lock with a name, known holder and known waiters, whose wait an interrupt can end.
 *
 * <pre>{@code
 * NamedLock lockA = new NamedLock("lockA");
 * lockA.run(() -> …);                       // takes it, runs, gives it back whatever happens
 * if (lockA.tryRun(Duration.ofMillis(50), () -> …)) …
 * }</pre>
 *
 * <p><b>Lesson.</b> The wait for a {@code synchronized} block cannot be ended from outside, so a deadlock of two such
 * waits lasts as long as the program. A lock that can be interrupted, or that gives up after a time, leaves a way out.
 *
 * <p><b>Threads.</b> The lock is a {@code ReentrantLock}. {@code holder} is set after it was taken and cleared before it
 * is given back, so a holder that is seen does hold it or is about to wake one who waits.
 */
public final class NamedLock implements Lock {

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Thread holder;

    public NamedLock(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    public String name() {
        return name;
    }

    /** The thread that holds it now, if one does. */
    public Optional<Thread> holder() {
        return Optional.ofNullable(holder);
    }

    public boolean isHeldByMe() {
        return lock.isHeldByCurrentThread();
    }

    /** Takes the lock, runs the task, and gives the lock back whatever happens. */
    public void run(Task task) {
        lock();
        try {
            runHolding(task);
        } finally {
            unlock();
        }
    }

    /** As {@link #run}, if the lock can be had within that time; else it runs nothing and says {@code false}. */
    public boolean tryRun(Duration time, Task task) {
        if (!tryLock(time)) {
            return false;
        }
        try {
            runHolding(task);
            return true;
        } finally {
            unlock();
        }
    }

    private static void runHolding(Task task) {
        try {
            task.run();
        } catch (Exception e) {
            throw Threads.<RuntimeException>unchecked(e);
        }
    }

    /** Takes the lock. When interrupted while waiting it ends with {@link Interrupted} and without the lock. */
    @Override
    public void lock() {
        try {
            lockInterruptibly();
        } catch (InterruptedException e) {
            throw Interrupted.restoringFlag("waiting for " + name, e);
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        if (Schedule.isRunning()) {
            Schedule.lock(name, this, this::tryLock);
            return;
        }
        if (tryLock()) {
            return;
        }
        WaitForGraph.waits(Thread.currentThread(), this);
        Object waiting = Probes.acquiring(this, name, ResourceKind.LOCK);
        try {
            lock.lockInterruptibly();
            taken();
        } finally {
            Probes.over(waiting);
            WaitForGraph.waitsNoLonger(Thread.currentThread());
        }
    }

    private void taken() {
        holder = Thread.currentThread();
        Probes.acquired(this, name, ResourceKind.LOCK);
    }

    @Override
    public boolean tryLock() {
        boolean taken = lock.tryLock();
        if (taken) {
            taken();
        }
        return taken;
    }

    /** Waits that long at most. Such a wait ends by itself, so it is never part of a deadlock. */
    public boolean tryLock(Duration time) {
        try {
            return tryLock(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw Interrupted.restoringFlag("waiting for " + name, e);
        }
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        Object waiting = Probes.acquiring(this, name, ResourceKind.LOCK);
        try {
            boolean taken = lock.tryLock(time, unit);
            if (taken) {
                taken();
            }
            return taken;
        } finally {
            Probes.over(waiting);
        }
    }

    @Override
    public void unlock() {
        if (lock.getHoldCount() == 1) {
            holder = null;
        }
        if (lock.isHeldByCurrentThread()) {
            Probes.releasing(this, name, ResourceKind.LOCK);
        }
        lock.unlock();
        Schedule.unlocked(name, this);
    }

    /** Not offered: while a thread waits for a condition it does not hold the lock, which {@link #holder} would deny. */
    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException(
                "\"" + name + "\" has no conditions; use a ReentrantLock, or wait and notify, where one is needed");
    }

    @Override
    public String toString() {
        Thread current = holder;
        return name + (current == null ? ": free" : ": held by " + current.getName());
    }
}
