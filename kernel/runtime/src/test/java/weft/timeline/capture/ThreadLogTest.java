package weft.timeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import weft.timeline.model.ResourceKind;

class ThreadLogTest {

    private final ThreadLog log = new Session().join(Thread.currentThread());
    private final Object lock = new Object();

    private List<Event> holds() {
        return log.events().stream()
                .filter(event -> event.kind == Event.Kind.HOLD)
                .toList();
    }

    private void holdOnce() {
        log.acquired(lock, "lock", ResourceKind.MONITOR);
        log.releases(lock, "lock", ResourceKind.MONITOR);
    }

    @Test
    void hold_enteredAnew_isOneHold() {
        log.acquired(lock, "lock", ResourceKind.MONITOR);
        holdOnce();

        assertThat(holds()).hasSize(1).allMatch(hold -> hold.endNanos == Event.OPEN);

        log.releases(lock, "lock", ResourceKind.MONITOR);

        assertThat(holds()).hasSize(1).allMatch(hold -> hold.endNanos != Event.OPEN);
    }

    @Test
    void flood_ofShortHolds_staysBoundedAndIsCounted() {
        int all = ThreadLog.CAPACITY * 10;
        for (int i = 0; i < all; i++) {
            holdOnce();
        }

        assertThat(log.events()).hasSizeBetween(ThreadLog.CAPACITY / 4, ThreadLog.CAPACITY);
        assertThat(log.dropped()).isZero();
        assertThat(holds().size() + log.folded()).isEqualTo(all);
    }

    /** What is kept lies as dense at the end as at the beginning. */
    @Test
    void flood_isThinnedOutEvenly() {
        int all = ThreadLog.CAPACITY * 4;
        for (int i = 0; i < all; i++) {
            log.acquired(lock, String.valueOf(i), ResourceKind.MONITOR);
            log.releases(lock, "", ResourceKind.MONITOR);
        }

        List<Event> kept = holds();
        long before = kept.stream()
                .filter(hold -> Integer.parseInt(hold.name) < all / 2)
                .count();
        assertThat((double) before / kept.size()).isBetween(0.4, 0.6);
    }

    @Test
    void wait_givesTheMonitorUpAndTakesItAgain() {
        log.acquired(lock, "lock", ResourceKind.MONITOR);
        Event wait = log.beginWait(lock, "lock", ResourceKind.MONITOR);

        assertThat(holds()).hasSize(1).allMatch(hold -> hold.endNanos != Event.OPEN);

        log.endWait(wait);

        assertThat(holds()).hasSize(2);
        assertThat(holds().get(1).endNanos).isEqualTo(Event.OPEN);
        assertThat(holds().get(1).startNanos).isGreaterThanOrEqualTo(wait.endNanos);
    }

    @Test
    void waitForACondition_givesUpItsOwnLock_notTheInnermost() {
        ReentrantLock outer = new ReentrantLock();
        ReentrantLock inner = new ReentrantLock();
        Condition condition = outer.newCondition();
        outer.lock();
        inner.lock();
        log.acquired(outer, "outer", ResourceKind.LOCK);
        log.acquired(inner, "inner", ResourceKind.LOCK);
        log.beginWait(condition, "condition", ResourceKind.CONDITION);

        assertThat(holds())
                .filteredOn(hold -> hold.endNanos == Event.OPEN)
                .extracting(hold -> hold.name)
                .containsExactly("inner");
    }

    @Test
    void waitForAConditionOfAWriteLock_givesItUp() {
        Lock write = new ReentrantReadWriteLock().writeLock();
        log.acquired(write, "write", ResourceKind.WRITE_LOCK);
        log.beginWait(write.newCondition(), "condition", ResourceKind.CONDITION);

        assertThat(holds()).allMatch(hold -> hold.endNanos != Event.OPEN);
    }

    /** A first run links its probes inside of the body, and the body does not end there. */
    @Test
    void end_probeWasLinkedInsideOfTheBody_isNotTheTimeOfLinking() {
        Event body = log.begin(Event.Kind.BODY, Thread.currentThread(), "", null);
        log.linking();
        long afterLinking = System.nanoTime();
        log.end(body);

        assertThat(body.endNanos).isGreaterThanOrEqualTo(afterLinking);
    }

    /** As in a lock of the learner's own, whose {@code lock} parks. */
    @Test
    void end_probeOfAnotherWaitWasLinkedInside_isNotTheTimeOfLinking() {
        Event outer = log.begin(Event.Kind.BLOCKED, lock, "lock", ResourceKind.LOCK);
        log.linking();
        Event inner = log.begin(Event.Kind.PARKED, lock, "", null);
        log.linking();
        log.end(inner);
        long afterInner = System.nanoTime();
        log.end(outer);

        assertThat(outer.endNanos).isGreaterThanOrEqualTo(afterInner);
    }
}
