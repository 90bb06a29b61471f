package weft.timeline.capture;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.ResourceKind;

/** Which lock a condition was made by, as far as locks tell. */
final class Conditions {

    private Conditions() {}

    private enum Owner {
        YES,
        NO,
        UNKNOWN
    }

    /**
     * The hold that a wait for the condition gives up: not always of the lock that was taken last.
     *
     * @param open what the calling thread does and has, innermost last; so many of them count
     */
    static @Nullable Event lockOf(Object condition, Event[] open, int count) {
        Event perhaps = null;
        for (int i = count - 1; i >= 0; i--) {
            ResourceKind kind = open[i].resource;
            if (open[i].kind == Event.Kind.HOLD && (kind == ResourceKind.LOCK || kind == ResourceKind.WRITE_LOCK)) {
                Owner owner = owner(open[i].subject, condition);
                if (owner == Owner.YES) {
                    return open[i];
                }
                perhaps = perhaps == null && owner == Owner.UNKNOWN ? open[i] : perhaps;
            }
        }
        return perhaps;
    }

    /** @param lock one that the calling thread has: others do not tell */
    private static Owner owner(@Nullable Object lock, Object condition) {
        if (lock instanceof ReentrantLock reentrant && condition instanceof Condition wanted) {
            try {
                reentrant.getWaitQueueLength(wanted);
                return Owner.YES;
            } catch (IllegalArgumentException notItsOwn) {
                return Owner.NO;
            } catch (IllegalMonitorStateException notHeld) {
                return Owner.UNKNOWN;
            }
        }
        return lock instanceof StampedLock ? Owner.NO : Owner.UNKNOWN;
    }
}
