package weft.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weft.threads.Threads.check;
import static weft.threads.Threads.gap;
import static weft.threads.Threads.step;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the lessons force must come out in 100 of 100 runs, on one core and on many. */
@Timeout(60)
class ForcedTest {

    private static final int RUNS = 100;

    private int shared;

    @Test
    void leak_unsynchronised_leaksInEveryRun() {
        Outcomes outcomes = Outcomes.expecting()
                .acceptable("right", "")
                .interesting("leaked", "")
                .run(RUNS, () -> RefRace.leak(Counting.UNSYNCHRONISED).verdict());

        assertThat(outcomes.count("leaked")).isEqualTo(RUNS);
    }

    @Test
    void freedTooEarly_unsynchronised_isUsedAfterFreeInEveryRun() {
        Outcomes outcomes = Outcomes.expecting().run(RUNS, () -> {
            RefRace race = RefRace.freedTooEarly(Counting.UNSYNCHRONISED);
            return race.verdict() + ", " + race.useAfterFree().isPresent();
        });

        assertThat(outcomes.count("freed too early, true")).isEqualTo(RUNS);
    }

    @ParameterizedTest
    @EnumSource(names = "UNSYNCHRONISED", mode = EnumSource.Mode.EXCLUDE)
    void leakAndFreedTooEarly_guarded_areRightInEveryRun(Counting counting) {
        Outcomes outcomes = Outcomes.expecting()
                .run(
                        RUNS,
                        () -> RefRace.leak(counting).verdict() + ", "
                                + RefRace.freedTooEarly(counting).verdict());

        assertThat(outcomes.count("right, right")).isEqualTo(RUNS);
    }

    @Test
    void leak_unsynchronised_tellsWhoReadAndWroteWhat() {
        assertThat(RefRace.leak(Counting.UNSYNCHRONISED).toString()).isEqualTo("""
                The count is unsynchronised
                step  A         B         count
                ----  --------  --------  -----
                   1  reads 2                 2
                   2            reads 2       2
                   3  writes 1                1
                   4            writes 1      1
                0 references, count 1: leaked. Nobody can reach the object and nobody will ever free it.""");
    }

    @Test
    void leak_locked_showsThatTheLockForbidsTheOrder() {
        assertThat(RefRace.leak(Counting.LOCKED).toString()).isEqualTo("""
                The count is locked
                step  A                  B                    count
                ----  -----------------  -------------------  -----
                   1  locks list.lock                             2
                   2                     waits for list.lock      2
                   3  reads 2                                     2
                   4  writes 1                                    1
                   5  unlocks list.lock                           1
                   6                     locks list.lock          1
                   7                     reads 1                  1
                   8                     writes 0                 0
                   9                     unlocks list.lock        0
                  10                     frees list               0
                0 references, count 0: right. The last release freed the object.""");
    }

    @Test
    void forced_noLock_losesOneOfTwoInEveryRun() {
        Outcomes outcomes = Outcomes.expecting()
                .acceptable(2, "both counted")
                .forbidden(1, "one lost")
                .run(RUNS, () -> LostUpdate.forced().counted());

        assertThat(outcomes.count(1)).isEqualTo(RUNS);
        assertThatThrownBy(() -> check("nothing is lost", outcomes))
                .isInstanceOf(CheckFailed.class)
                .hasMessageContaining("\"1\" came out 100 times");
    }

    @Test
    void forced_intrinsicLock_losesNothingInAnyRun() {
        Outcomes outcomes =
                Outcomes.expecting().run(RUNS, () -> LostUpdate.forcedWithLock().counted());

        assertThat(outcomes.count(2)).isEqualTo(RUNS);
    }

    @Test
    void force_reentrantLock_neverMeets() {
        ReentrantLock lock = new ReentrantLock();
        for (int i = 0; i < RUNS; i++) {
            shared = 0;
            Race.Result result = Race.force(3, () -> {
                lock.lock();
                try {
                    increment();
                } finally {
                    lock.unlock();
                }
            });
            assertThat(result.met()).isEqualTo(1);
            assertThat(shared).isEqualTo(3);
        }
    }

    @Test
    void force_semaphoreWithoutOwner_neverMeets() {
        Semaphore one = new Semaphore(1);

        Race.Result result = Race.force(2, () -> {
            one.acquire();
            try {
                increment();
            } finally {
                one.release();
            }
        });

        assertThat(result.against()).isEmpty();
        assertThat(shared).isEqualTo(2);
    }

    @Test
    void force_lockForEachThread_meetsAndTheCheckFails() {
        Task withOwnLock = () -> {
            Object own = new Object();
            synchronized (own) {
                increment();
            }
        };

        assertThatThrownBy(() -> check("one at a time", Race.force(2, withOwnLock)))
                .isInstanceOf(CheckFailed.class)
                .hasMessageContaining("2 threads stood between the read and the write");
        assertThat(shared).isEqualTo(1);
    }

    @Test
    void force_bodyFails_throwsItsFailure() {
        assertThatThrownBy(() -> Race.force(2, () -> {
                    throw new java.io.IOException("broken");
                }))
                .isInstanceOf(java.io.IOException.class)
                .hasMessage("broken");
    }

    @RepeatedTest(3)
    void force_atomicCounter_losesNothing() {
        AtomicInteger counter = new AtomicInteger();

        Race.Result result = Race.force(2, counter::incrementAndGet);

        assertThat(result.met()).isZero();
        assertThat(counter).hasValue(2);
    }

    @Test
    void run_writtenTurns_areFollowedInEveryRun() {
        for (int i = 0; i < RUNS; i++) {
            shared = 0;
            Trace trace = adders("A B B A").run();

            assertThat(trace.steps()).extracting(Trace.Step::thread).containsExactly("A", "B", "B", "A");
            assertThat(shared).isEqualTo(1);
        }
    }

    @Test
    void run_oneAfterTheOther_losesNothing() {
        Trace trace = adders("A A B B").run();

        assertThat(shared).isEqualTo(2);
        assertThat(trace.of("B")).containsExactly("reads 1", "writes");
    }

    @Test
    void run_turnOfUnknownThread_isRefusedNamingThreads() {
        assertThatThrownBy(() -> adders("A C").run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"C\"")
                .hasMessageContaining("[A, B]");
    }

    @Test
    void yielding_anyMachine_countsNoMoreThanExpected() {
        LostUpdate result = LostUpdate.yielding(4, 200);

        assertThat(result.expected()).isEqualTo(800);
        assertThat(result.counted()).isBetween(1L, 800L);
    }

    @Test
    void plain_anyMachine_countsNoMoreThanExpected() {
        assertThat(LostUpdate.plain(4, 1000).counted()).isBetween(1L, 4000L);
    }

    private void increment() {
        int read = shared;
        gap();
        shared = read + 1;
    }

    private Schedule adders(String turns) {
        Task add = () -> {
            int read = step("reads", () -> shared);
            step("writes");
            shared = read + 1;
        };
        return Schedule.of(turns).watch("shared", () -> shared).thread("A", add).thread("B", add);
    }
}
