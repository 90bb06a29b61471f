package weft.timeline.capture;

import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.ResourceKind;

/** Which of the two locks of a {@code StampedLock} a stamp stands for: the calls that take any stamp do not say it. */
final class Stamps {

    private Stamps() {}

    /** A stamp that is about to be converted into one of another mode. */
    record Conversion(StampedLock lock, String name, long stamp) {

        /** Called afterwards; 0 tells that the stamp is as it was. */
        void became(long converted) {
            ResourceKind before = kind(stamp);
            ResourceKind now = kind(converted);
            if (converted == 0 || before == now) {
                return;
            }
            if (before != null) {
                Probes.releasing(lock, name, before);
            }
            if (now != null) {
                Probes.acquired(lock, name, now);
            }
        }
    }

    static @Nullable Conversion conversion(@Nullable Object lock, String name, @Nullable Object stamp) {
        return lock instanceof StampedLock stamped && stamp instanceof Long before
                ? new Conversion(stamped, name, before)
                : null;
    }

    /** Called before the stamp is given back. */
    static void releasing(@Nullable Object lock, String name, @Nullable Object stamp) {
        ResourceKind kind = stamp instanceof Long given ? kind(given) : null;
        if (lock != null && kind != null) {
            Probes.releasing(lock, name, kind);
        }
    }

    /** Null for a stamp that holds nothing. */
    private static @Nullable ResourceKind kind(long stamp) {
        if (StampedLock.isReadLockStamp(stamp)) {
            return ResourceKind.READ_LOCK;
        }
        return StampedLock.isWriteLockStamp(stamp) ? ResourceKind.WRITE_LOCK : null;
    }
}
