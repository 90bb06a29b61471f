package weft.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weft.threads.Threads.join;
import static weft.threads.Threads.start;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import weft.timeline.model.Span;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;

@Timeout(60)
class GilTest {

    @Test
    void checkpoint_anotherThreadWaits_handsOverAndWaitsUntilItWasTaken() {
        Gil gil = Gil.on();
        AtomicBoolean secondRan = new AtomicBoolean();
        CountDownLatch firstHolds = new CountDownLatch(1);
        Thread first = start(
                "first",
                () -> gil.run(() -> {
                    firstHolds.countDown();
                    while (!secondRan.get()) {
                        Gil.checkpoint();
                    }
                }));
        Thread second = start("second", () -> {
            firstHolds.await();
            gil.run(() -> secondRan.set(true));
        });

        join(first, second);

        assertThat(gil.stats().holds()).extracting(GilStats.Hold::thread).containsExactly("first", "second", "first");
        assertThat(gil.stats().handOvers()).isEqualTo(2);
        assertThat(gil.stats().forced()).isEqualTo(1);
    }

    @Test
    void timeline_holderGivesWay_waitsFromThenOn() {
        Gil gil = Gil.on();
        AtomicBoolean secondRan = new AtomicBoolean();
        CountDownLatch firstHolds = new CountDownLatch(1);
        Timeline timeline = Timeline.record(() -> {
            Thread first = start(
                    "first",
                    () -> gil.run(() -> {
                        firstHolds.countDown();
                        while (!secondRan.get()) {
                            Gil.checkpoint();
                        }
                    }));
            Thread second = start("second", () -> {
                firstHolds.await();
                gil.run(() -> {
                    Threads.sleep(5);
                    secondRan.set(true);
                });
            });
            join(first, second);
        });

        long secondTook = timeline.resource("GIL").holds().get(1).startNanos();
        long firstWaits = timeline.lane("first").spans().stream()
                .filter(span -> span.state() == ThreadState.BLOCKED)
                .mapToLong(Span::startNanos)
                .min()
                .orElseThrow();
        assertThat(firstWaits).isLessThanOrEqualTo(secondTook);
    }

    @Test
    void holds_threeBusyThreads_neverOverlapAndForcedOnesLastAtLeastTheInterval() {
        Gil gil = Gil.on(Duration.ofMillis(2));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Threads.joinAll(Threads.startAll(
                3,
                "busy-",
                index -> gil.run(() -> {
                    // By what has happened and not by the clock: on a busy machine one may begin when others are done.
                    while (gil.stats().forced() < 6) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        inside.decrementAndGet();
                        Gil.checkpoint();
                    }
                })));

        GilStats stats = gil.stats();
        assertThat(most).hasValue(1);
        assertThat(stats.forced()).isGreaterThanOrEqualTo(6);
        assertThat(stats.holds().stream().filter(GilStats.Hold::dropped))
                .allMatch(hold -> hold.length().toNanos() >= 2_000_000);
        for (int i = 1; i < stats.holds().size(); i++) {
            assertThat(stats.holds().get(i).startNanos())
                    .isGreaterThanOrEqualTo(stats.holds().get(i - 1).endNanos());
        }
    }

    @Test
    void checkpoint_holderInterrupted_endsTheLoopAndFreesTheLock() throws Exception {
        Gil gil = Gil.on();
        CountDownLatch holds = new CountDownLatch(1);
        Thread endless = start(
                "endless",
                () -> gil.run(() -> {
                    holds.countDown();
                    while (true) {
                        Gil.checkpoint();
                    }
                }));
        holds.await();

        endless.interrupt();
        join(endless);

        assertThat(gil.call(() -> "free")).isEqualTo("free");
    }

    @Test
    void run_waiterInterrupted_leavesTheHolderAlone() throws Exception {
        Gil gil = Gil.on();
        CountDownLatch holds = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread holder = start(
                "holder",
                () -> gil.run(() -> {
                    holds.countDown();
                    end.await();
                    Gil.checkpoint();
                }));
        holds.await();
        AtomicBoolean ran = new AtomicBoolean();
        Thread waiter = start("waiter", () -> gil.run(() -> ran.set(true)));

        waiter.interrupt();
        join(waiter);
        end.countDown();
        join(holder);

        assertThat(ran).isFalse();
        assertThat(gil.stats().holds()).hasSize(1);
    }

    @Test
    void released_aroundASleep_letsAnotherThreadRun() {
        Gil gil = Gil.on();
        CountDownLatch otherRan = new CountDownLatch(1);
        CountDownLatch holds = new CountDownLatch(1);
        Thread first = start(
                "first",
                () -> gil.run(() -> {
                    holds.countDown();
                    gil.released(otherRan::await);
                }));
        Thread second = start("second", () -> {
            holds.await();
            gil.run(otherRan::countDown);
        });

        join(first, second);

        assertThat(gil.stats().handOvers()).isEqualTo(2);
        assertThat(gil.stats().forced()).isZero();
    }

    @Test
    void run_taskFails_throwsItAndFreesTheLock() {
        Gil gil = Gil.on();

        assertThatThrownBy(() -> gil.run(() -> {
                    throw new java.io.IOException("broken");
                }))
                .isInstanceOf(java.io.IOException.class);

        assertThat(gil.isHeldByMe()).isFalse();
    }

    @Test
    void run_insideAnotherGil_isRefused() {
        assertThatThrownBy(() -> Gil.on().run(() -> Gil.on().run(() -> {})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already holds another GIL");
    }

    @Test
    void off_twoThreads_areInsideAtTheSameTime() throws Exception {
        Gil gil = Gil.off();
        CountDownLatch both = new CountDownLatch(2);
        Task meet = () -> gil.run(() -> {
            both.countDown();
            both.await();
        });

        join(start("a", meet), start("b", meet));

        assertThat(gil.stats().holds()).isEmpty();
    }

    @Test
    void countDown_twoThreadsUnderGil_eachHoldsItInTurn() {
        GilStats stats = CountDown.in(2, 400_000_000, Gil.on()).stats();

        assertThat(stats.holds()).extracting(GilStats.Hold::thread).contains("counter-1", "counter-2");
        assertThat(stats.toString()).contains("hand-overs").contains("median hold");
    }
}
