package weft.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weft.threads.Threads.join;
import static weft.threads.Threads.start;
import static weft.threads.Threads.startVirtual;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ResourceLock("deadlocks")
class DeadlockTest {

    private static final int RUNS = 100;

    @Test
    void inOppositeOrder_everyRun_isFoundNamedAndResolved() {
        for (int i = 0; i < RUNS; i++) {
            TwoLocks run = TwoLocks.inOppositeOrder();

            assertThat(run.deadlock()).isPresent();
            assertThat(run.deadlock().get().sentence())
                    .isEqualTo("one waits for lockB, held by two; two waits for lockA, held by one");
            assertThat(run.done()).isEqualTo(1);
        }
        assertThat(Deadlocks.find()).isEmpty();
    }

    @Test
    void inOneOrder_everyRun_comesThrough() {
        for (int i = 0; i < RUNS; i++) {
            TwoLocks run = TwoLocks.inOneOrder();

            assertThat(run.deadlock()).isEmpty();
            assertThat(run.done()).isEqualTo(2);
        }
    }

    @Test
    void withTryLock_bothHoldOneAtFirst_comesThroughAfterRetries() {
        for (int i = 0; i < 10; i++) {
            TwoLocks run = TwoLocks.withTryLock();

            assertThat(run.deadlock()).isEmpty();
            assertThat(run.done()).isEqualTo(2);
            assertThat(run.retries()).isPositive();
        }
    }

    @Test
    @ResourceLock(Printed.SYSTEM_OUT)
    void await_virtualThreads_findsTheirDeadlockToo() throws Exception {
        NamedLock a = new NamedLock("a");
        NamedLock b = new NamedLock("b");
        CyclicBarrier both = new CyclicBarrier(2);

        Printed.by(() -> {
            Thread one = startVirtual(
                    "one",
                    () -> a.run(() -> {
                        both.await();
                        b.run(() -> {});
                    }));
            Thread two = startVirtual(
                    "two",
                    () -> b.run(() -> {
                        both.await();
                        a.run(() -> {});
                    }));
            Optional<Deadlock> found = Deadlocks.await(one, two);
            assertThat(found).isPresent();
            found.get().resolve();
            join(one, two);
        });

        assertThat(a.holder()).isEmpty();
        assertThat(b.holder()).isEmpty();
    }

    @Test
    void await_reentrantLocks_areFoundByTheJvmAndResolved() {
        ReentrantLock a = new ReentrantLock();
        ReentrantLock b = new ReentrantLock();
        CyclicBarrier both = new CyclicBarrier(2);
        Thread one = start("one", () -> holdBoth(a, b, both));
        Thread two = start("two", () -> holdBoth(b, a, both));

        Optional<Deadlock> found = Deadlocks.await(one, two);

        assertThat(found).isPresent();
        assertThat(found.get().waits())
                .extracting(wait -> wait.thread().getName())
                .containsExactlyInAnyOrder("one", "two");
        found.get().resolve();
        join(one, two);
    }

    @Test
    void resolve_monitors_saysThatNoInterruptEndsTheWait() {
        Deadlock stuck = new Deadlock(List.of(
                new Deadlock.Wait(new Thread("A"), "y", new Thread("B"), false),
                new Deadlock.Wait(new Thread("B"), "x", new Thread("A"), false)));

        assertThatThrownBy(stuck::resolve)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"A waits for y, held by B; B waits for x, held by A\"")
                .hasMessageContaining("NamedLock");
    }

    @Test
    void await_threadsThatEnd_isEmpty() {
        assertThat(Deadlocks.await(start("short", () -> {}))).isEmpty();
    }

    @Test
    void tryRun_lockIsHeld_runsNothingAndSaysSo() throws Exception {
        NamedLock lock = new NamedLock("lock");
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread holder = start(
                "holder",
                () -> lock.run(() -> {
                    held.countDown();
                    end.await();
                }));
        held.await();

        assertThat(lock.holder()).contains(holder);
        assertThat(lock.tryRun(Duration.ofMillis(1), () -> {
                    throw new AssertionError("ran without the lock");
                }))
                .isFalse();
        end.countDown();
        join(holder);
        assertThat(lock.tryRun(Duration.ofMillis(1), () -> {})).isTrue();
        assertThat(lock.toString()).isEqualTo("lock: free");
    }

    @Test
    void run_twiceInOneThread_isHeldUntilTheOuterEnds() {
        NamedLock lock = new NamedLock("lock");

        lock.run(() -> {
            lock.run(() -> {});
            assertThat(lock.holder()).contains(Thread.currentThread());
        });

        assertThat(lock.holder()).isEmpty();
    }

    @Test
    void schedule_namedLocksInOppositeOrder_saysThatNobodyCanMove() {
        NamedLock a = new NamedLock("a");
        NamedLock b = new NamedLock("b");

        Trace trace = Schedule.alternating()
                .thread("A", () -> a.run(() -> b.run(() -> {})))
                .thread("B", () -> b.run(() -> a.run(() -> {})))
                .run();

        assertThat(trace.stuck()).isTrue();
        assertThat(trace.of("A")).containsSubsequence("locks a", "waits for b");
        assertThat(trace.of("B")).containsSubsequence("locks b", "waits for a");
    }

    @Test
    void dine_leftThenRight_isStuckInEveryRunAndGoesOn() {
        for (int i = 0; i < RUNS; i++) {
            Philosophers dinner = Philosophers.dine(5, 1, Philosophers.Strategy.LEFT_THEN_RIGHT);

            assertThat(dinner.deadlock()).isPresent();
            assertThat(dinner.deadlock().get().waits()).hasSize(5);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "LEFT_THEN_RIGHT", mode = EnumSource.Mode.EXCLUDE)
    void dine_otherStrategies_everybodyEats(Philosophers.Strategy strategy) {
        for (int i = 0; i < 10; i++) {
            Philosophers dinner = Philosophers.dine(5, 3, strategy);

            assertThat(dinner.deadlock()).isEmpty();
            assertThat(dinner.meals()).containsExactly(3, 3, 3, 3, 3);
        }
    }

    private static void holdBoth(ReentrantLock first, ReentrantLock second, CyclicBarrier both) throws Exception {
        first.lockInterruptibly();
        try {
            both.await();
            second.lockInterruptibly();
            second.unlock();
        } finally {
            first.unlock();
        }
    }
}
