package weft.timeline.capture;

import java.util.List;
import weft.timeline.model.ThreadState;

/**
 * What a parked thread waits for, as far as the class of the object that it parked on says. {@code LockSupport} takes
 * that object as the "blocker" for tools like this one.
 */
final class ParkReason {

    private static final List<String> LOCKS = List.of(
            "java.util.concurrent.locks.ReentrantLock$",
            "java.util.concurrent.locks.ReentrantReadWriteLock$",
            "java.util.concurrent.locks.StampedLock");

    private ParkReason() {}

    /** @param blockerClass the binary name; empty when a thread parked on nothing */
    static ThreadState state(String blockerClass) {
        if (LOCKS.stream().anyMatch(blockerClass::startsWith)) {
            return ThreadState.BLOCKED;
        }
        // All of them park until another thread has done its part: latches, queues, futures, conditions, pools.
        return blockerClass.startsWith("java.util.concurrent.") ? ThreadState.WAITING : ThreadState.PARKED;
    }

    /** The word for people: {@code CountDownLatch} for {@code java.util.concurrent.CountDownLatch$Sync}. */
    static String word(String blockerClass) {
        if (blockerClass.endsWith("$ConditionObject")) {
            return "Condition";
        }
        String simple = blockerClass.substring(blockerClass.lastIndexOf('.') + 1);
        int nested = simple.indexOf('$');
        return nested > 0 ? simple.substring(0, nested) : simple;
    }
}
