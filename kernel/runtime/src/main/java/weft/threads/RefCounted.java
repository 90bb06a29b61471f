package weft.threads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An object that counts the references to it in a field, and is freed when the count reaches zero.
 *
 * <pre>{@code
 * var list = RefCounted.of("list", new ArrayList<>(), Counting.UNSYNCHRONISED);   // count 1: the variable
 * list.retain();                                                                  // count 2: b = a
 * list.release();                                                                 // count 1
 * list.release();                                                                 // count 0: freed
 * list.use();                                                                     // UseAfterFree
 * }</pre>
 *
 * <p><b>Lesson.</b> The count is data that threads share. Unguarded, {@code retain} is a read and a write with a gap
 * between them: a lost {@code release} leaves a count that never reaches zero, so memory leaks; a lost {@code retain}
 * lets it reach zero while somebody still uses the object. {@link RefRace} forces both.
 *
 * <p><b>What it does not claim.</b> That the JVM works so. It has no counts; a collector finds what nobody can reach,
 * cycles included. "Freed" means here: the value is let go and every later use is an error, never a crash.
 *
 * <p><b>Threads.</b> The point. {@code count} is guarded as {@link Counting} says; {@code value} and {@code freedBy} are
 * volatile, so that a use after free is seen by every thread.
 */
public final class RefCounted<T> {

    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(RefCounted.class, "count", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final String name;
    private final Counting counting;
    private final Gil gil;
    private final ReentrantLock lock = new ReentrantLock();
    private int count = 1;
    private volatile @Nullable T value;
    private volatile @Nullable String freedBy;

    private RefCounted(String name, T value, Counting counting, Gil gil) {
        this.name = name;
        this.value = Objects.requireNonNull(value, "value");
        this.counting = counting;
        this.gil = gil;
    }

    /** A new object with one reference, that of its maker. One under a Gil is made by {@link #underGil}. */
    public static <T> RefCounted<T> of(String name, T value, Counting counting) {
        if (counting == Counting.UNDER_GIL) {
            throw new IllegalArgumentException(
                    "no Gil was given for \"" + name + "\"; write RefCounted.underGil(\"" + name + "\", value, gil)");
        }
        return new RefCounted<>(name, value, counting, Gil.off());
    }

    /** A new object whose count may only be touched by a thread that holds this Gil. */
    public static <T> RefCounted<T> underGil(String name, T value, Gil gil) {
        return new RefCounted<>(name, value, Counting.UNDER_GIL, gil);
    }

    /** One reference more. */
    public RefCounted<T> retain() {
        add(1, "retained");
        return this;
    }

    /** One reference less; the last one frees the object. */
    public void release() {
        if (add(-1, "released") == 0) {
            free();
        }
    }

    /** The value, as long as it is not freed. */
    public T use() {
        T current = value;
        if (current == null) {
            throw new UseAfterFree(name, "used", String.valueOf(freedBy));
        }
        return current;
    }

    public int count() {
        return (int) COUNT.getVolatile(this);
    }

    public boolean isFreed() {
        return value == null;
    }

    public String name() {
        return name;
    }

    private int add(int delta, String verb) {
        if (isFreed()) {
            throw new UseAfterFree(name, verb, String.valueOf(freedBy));
        }
        return switch (counting) {
            case UNSYNCHRONISED -> addPlainly(delta);
            case LOCKED -> addLocked(delta);
            case ATOMIC -> addAtomically(delta);
            case UNDER_GIL -> {
                requireGil();
                yield addPlainly(delta);
            }
        };
    }

    private int addAtomically(int delta) {
        Threads.step("adds " + delta);
        return (int) COUNT.getAndAdd(this, delta) + delta;
    }

    /** The race itself: what another thread writes between these two steps is lost. */
    private int addPlainly(int delta) {
        int read = Threads.step("reads", () -> count);
        int sum = read + delta;
        Threads.step("writes " + sum);
        count = sum;
        return sum;
    }

    private int addLocked(int delta) {
        String lockName = name + ".lock";
        if (Schedule.isRunning()) {
            Schedule.lock(lockName, lock, lock::tryLock);
        } else {
            lock.lock();
        }
        try {
            return addPlainly(delta);
        } finally {
            lock.unlock();
            Schedule.unlocked(lockName, lock);
        }
    }

    private void requireGil() {
        if (gil.isOn() && !gil.isHeldByMe()) {
            throw new IllegalStateException("\"" + Thread.currentThread().getName() + "\" touches the count of \""
                    + name + "\" without the GIL; write gil.run(() -> " + name + ".retain())");
        }
    }

    private void free() {
        freedBy = Thread.currentThread().getName();
        value = null;
        Schedule.note("frees " + name);
    }

    @Override
    public String toString() {
        if (isFreed()) {
            return name + ": freed by " + freedBy;
        }
        int now = count();
        return name + ": " + now + (now == 1 ? " reference" : " references");
    }
}
