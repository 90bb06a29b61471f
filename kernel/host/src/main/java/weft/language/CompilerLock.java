package weft.language;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one thread at a time into JShell's compiler, and nobody out of it who only waits for a cell to run.
 *
 * <p>JShell guards nothing: a completion asked for while a snippet is compiled ends in a
 * {@code ConcurrentModificationException} inside javac's file manager, and it is the snippet that fails (seen on JDK 17
 * within seconds). So evaluation holds this lock, and gives it up from within {@code ExecutionControl.invoke}: then no
 * compiler is at work, and questions are answered while the cell runs.
 *
 * <p><b>Threads.</b> Any. The lock is fair, so that a person who types fast does not hold a cell back.
 */
public final class CompilerLock {

    private final ReentrantLock lock = new ReentrantLock(true);

    /** Runs what uses the compiler. */
    public <T> T holding(Supplier<T> use) {
        lock.lock();
        try {
            return use.get();
        } finally {
            lock.unlock();
        }
    }

    /** Runs what the compiler need not wait for; without the lock in hand, plainly. */
    public <T> T releasing(Callable<T> run) throws Exception {
        int holds = lock.getHoldCount();
        for (int i = 0; i < holds; i++) {
            lock.unlock();
        }
        try {
            return run.call();
        } finally {
            for (int i = 0; i < holds; i++) {
                lock.lock();
            }
        }
    }
}
