package weft.timeline.capture;

import java.lang.reflect.Field;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * Which read lock and which write lock belong together. A {@code ReentrantReadWriteLock}'s two do not say it, so the
 * JDK's own fields are asked where the VM lets them be (Weft's agent opens them); elsewhere the two are strangers.
 *
 * <p><b>Threads.</b> Any thread.
 */
final class ReadWriteLocks {

    private static final @Nullable Field READ = sync(ReentrantReadWriteLock.ReadLock.class);
    private static final @Nullable Field WRITE = sync(ReentrantReadWriteLock.WriteLock.class);

    private ReadWriteLocks() {}

    private static @Nullable Field sync(Class<?> lock) {
        try {
            Field field = lock.getDeclaredField("sync");
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.getLogger("weft.timeline").log(System.Logger.Level.DEBUG, "Read and write locks stay apart", e);
            return null;
        }
    }

    /** What the two locks of one pair have in common, and no other; null for what is no such lock, or does not tell. */
    static @Nullable Object common(Object lock) {
        if (lock instanceof StampedLock) {
            return lock;
        }
        Field sync = lock instanceof ReentrantReadWriteLock.ReadLock
                ? READ
                : lock instanceof ReentrantReadWriteLock.WriteLock ? WRITE : null;
        try {
            return sync == null ? null : sync.get(lock);
        } catch (IllegalAccessException e) {
            return null;
        }
    }
}
