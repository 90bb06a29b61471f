package weft.timeline.capture;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * Which {@code Lock} is a view of which {@code StampedLock}: what is done to the view is done to the lock. A view may
 * be made long before the recording in which it is used, so these are remembered whether or not one is on.
 *
 * <p><b>Threads.</b> Any thread. Views and locks are held weakly.
 */
final class LockViews {

    private static final Class<?> READ = new StampedLock().asReadLock().getClass();
    private static final Class<?> WRITE = new StampedLock().asWriteLock().getClass();

    private static final Map<Object, Known> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    private LockViews() {}

    /** A lock that is used by way of another object, and the lock's name in the source. */
    record View(StampedLock lock, String name) {}

    private record Known(WeakReference<StampedLock> lock, String name) {}

    /** Somebody is about to see this lock as a {@code Lock}. */
    static void viewed(StampedLock lock, String name) {
        // The lock makes each of the two once, and keeps it; so does the view its lock, hence the weak reference.
        Known known = new Known(new WeakReference<>(lock), name);
        KNOWN.putIfAbsent(lock.asReadLock(), known);
        KNOWN.putIfAbsent(lock.asWriteLock(), known);
    }

    static @Nullable View of(Object subject) {
        if (subject.getClass() != READ && subject.getClass() != WRITE) {
            return null;
        }
        Known known = KNOWN.get(subject);
        StampedLock lock = known == null ? null : known.lock().get();
        return lock == null || known == null ? null : new View(lock, known.name());
    }
}
