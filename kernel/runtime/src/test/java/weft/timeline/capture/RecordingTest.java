package weft.timeline.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weft.threads.Threads.join;
import static weft.threads.Threads.joinAll;
import static weft.threads.Threads.sleep;
import static weft.threads.Threads.start;
import static weft.threads.Threads.startAll;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import weft.display.Renderers;
import weft.threads.NamedLock;
import weft.threads.Pool;
import weft.timeline.model.MarkKind;
import weft.timeline.model.Order;
import weft.timeline.model.ResourceKind;
import weft.timeline.model.Task;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;
import weft.wire.MimeBundle;

/** Recordings of a plain Java program, whose own code is not woven. */
class RecordingTest {

    @Test
    void sleepers_overlap() {
        Timeline timeline = Timeline.record(() -> {
            List<Thread> sleepers = startAll(3, "sleeper-", i -> sleep(Duration.ofHours(1)));
            sleepers.forEach(sleeper -> Threads.awaitState(sleeper, Thread.State.TIMED_WAITING));
            // What lasts for less is no overlap.
            long asleep = System.nanoTime();
            Threads.await(() -> System.nanoTime() - asleep > 2 * Timeline.ORDER_NANOS, "all have slept for a while");
            sleepers.forEach(Thread::interrupt);
            joinAll(sleepers);
        });

        assertThat(timeline.maxAtOnce(ThreadState.SLEEPING)).isEqualTo(3);
        assertThat(timeline.overlap("sleeper-1", "sleeper-3")).isGreaterThan(Duration.ZERO);
        assertThat(timeline.lanes().get(0).isMain()).isTrue();
    }

    @Test
    void join_endsAfterTheThread() {
        Thread joiner = Thread.currentThread();
        Timeline timeline =
                Timeline.record(() -> join(start("worker", () -> Threads.awaitState(joiner, Thread.State.WAITING))));

        long ended = timeline.lane("worker").ended().or(-1);
        long joined = timeline.lanes().get(0).spans().stream()
                .filter(span -> span.state() == ThreadState.JOINING)
                .mapToLong(span -> span.endNanos(-1))
                .max()
                .orElse(-1);
        assertThat(ended).isPositive();
        assertThat(joined).isGreaterThanOrEqualTo(ended);
    }

    @Test
    void lock_isHeldByOneAtATime_andNamesWhoWaits() {
        NamedLock lock = new NamedLock("till");
        Timeline timeline = Timeline.record(() -> {
            List<Thread> clerks = new ArrayList<>();
            lock.run(() -> {
                clerks.addAll(startAll(3, "clerk-", i -> lock.run(() -> sleep(1))));
                clerks.forEach(clerk ->
                        Threads.await(() -> LockSupport.getBlocker(clerk) != null, "a clerk waits for the lock"));
                sleep(1);
            });
            joinAll(clerks);
        });

        timeline.require().exclusive("till");
        assertThat(timeline.resource("till").holds()).hasSize(4);
        for (String clerk : List.of("clerk-1", "clerk-2", "clerk-3")) {
            assertThat(timeline.waited(clerk, "till")).as(clerk).isPositive();
        }
    }

    /** None ends before all are handed over and three run: else one worker might do them all. */
    @Test
    @SuppressWarnings("FutureReturnValueIgnored")
    void pool_ofThree_neverRunsFourTasks() {
        CountDownLatch threeRun = new CountDownLatch(3);
        CountDownLatch go = new CountDownLatch(1);
        Timeline timeline = Timeline.record(() -> {
            try (Pool pool = Pool.fixed(3)) {
                for (int i = 1; i <= 7; i++) {
                    pool.submit("task-" + i, () -> {
                        threeRun.countDown();
                        go.await();
                        sleep(1);
                    });
                }
                threeRun.await();
                go.countDown();
            }
        });

        assertThat(timeline.pools()).hasSize(1);
        assertThat(timeline.pools().get(0).tasks()).hasSize(7);
        assertThat(timeline.maxTasksAtOnce("pool")).isEqualTo(3);
        assertThat(timeline.pools().get(0).longestQueue()).isEqualTo(4);
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored")
    void pool_withAWorkerForEachTask_letsNoneQueue() {
        CountDownLatch threeRun = new CountDownLatch(3);
        Timeline timeline = Timeline.record(() -> {
            try (Pool pool = Pool.fixed(3)) {
                for (int i = 1; i <= 3; i++) {
                    pool.submit("task-" + i, () -> {
                        threeRun.countDown();
                        threeRun.await();
                    });
                }
            }
        });

        assertThat(timeline.pools().get(0).queue()).isEmpty();
        assertThat(timeline.sentence()).contains("none had to queue");
    }

    /** A lesson on references would never see its object go. */
    @Test
    void whatWasRecorded_isNotKeptAlive() {
        WeakReference<Object> lock = recordedLock();
        for (int i = 0; i < 50 && lock.get() != null; i++) {
            System.gc();
        }

        assertThat(lock.get()).isNull();
    }

    private static WeakReference<Object> recordedLock() {
        Object lock = new Object();
        Timeline timeline = Timeline.record(() -> {
            Probes.over(Probes.acquiring(lock, "lock", ResourceKind.MONITOR));
            Probes.acquired(lock, "lock", ResourceKind.MONITOR);
            Probes.releasing(lock, "lock", ResourceKind.MONITOR);
        });
        assertThat(timeline.resource("lock").holds()).hasSize(1);
        return new WeakReference<>(lock);
    }

    @Test
    void refusedTask_isNoTaskOfThePool() {
        Timeline timeline = Timeline.record(() -> {
            Pool pool = Pool.fixed(1);
            pool.submit("taken", () -> {}).get();
            pool.close();
            assertThatThrownBy(() -> pool.submit("late", () -> {})).isInstanceOf(IllegalStateException.class);
        });

        assertThat(timeline.pools().get(0).tasks()).extracting(Task::name).containsExactly("taken");
    }

    @Test
    void recordings_inOneAnother_seeTheirOwnPart() {
        Timeline[] inner = new Timeline[1];
        Timeline outer = Timeline.record(() -> {
            join(start("before", () -> sleep(5)));
            inner[0] = Timeline.record("inner", () -> join(start("within", () -> sleep(5))));
            join(start("after", () -> sleep(5)));
        });

        assertThat(outer.startOrder()).containsSubsequence("before", "within", "after");
        assertThat(inner[0].startOrder()).contains("within").doesNotContain("before", "after");
        assertThat(inner[0].durationNanos()).isLessThan(outer.durationNanos());
        assertThat(outer.order("before", "after")).isEqualTo(Order.BEFORE);
    }

    @Test
    void recordingInARecordedThread_isNotItsEnd() {
        Timeline outer = Timeline.record(() -> {
            join(start("worker", () -> {
                Timeline.record("inner", () -> {});
                join(start("later", () -> {}));
            }));
            Timeline.record("inner", () -> {});
            join(start("last", () -> {}));
        });

        assertThat(outer.lane("worker").ended().or(0))
                .isGreaterThanOrEqualTo(outer.lane("later").firstNanos());
        assertThat(outer.lane("main").lastNanos(outer.durationNanos()))
                .isGreaterThanOrEqualTo(outer.lane("last").firstNanos());
    }

    @Test
    void recordings_atTheSameTime_bothSeeAll() throws InterruptedException {
        CountDownLatch bothOn = new CountDownLatch(2);
        Timeline[] seen = new Timeline[2];
        List<Thread> recorders = startAll(
                2,
                "recorder-",
                i -> seen[i] = Timeline.record(() -> {
                    bothOn.countDown();
                    bothOn.await();
                    join(start("by-" + i, () -> sleep(10)));
                }));
        joinAll(recorders);

        assertThat(seen[0].startOrder()).contains("recorder-1", "by-0");
        assertThat(seen[1].startOrder()).contains("recorder-2", "by-1");
        assertThat(Probes.isOn()).isFalse();
    }

    @Test
    void thread_thatIsStillAlive_isStillOpen() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        Thread[] late = new Thread[1];
        Timeline timeline = Timeline.record(() -> late[0] = start("late", go::await));

        assertThat(timeline.lane("late").isStillOpen()).isTrue();
        go.countDown();
        late[0].join();
    }

    @Test
    void failure_isThrownOn_andProbesAreOff() {
        assertThatThrownBy(() -> Timeline.record(() -> {
                    throw new java.io.IOException("no disk");
                }))
                .isExactlyInstanceOf(java.io.IOException.class)
                .hasMessage("no disk");
        assertThat(Probes.isOn()).isFalse();
    }

    @Test
    void mark_standsOnTheLaneOfItsThread() {
        Timeline timeline = Timeline.record(() -> join(start("worker", () -> Timeline.mark("half"))));

        assertThat(timeline.lane("worker").marks())
                .anyMatch(mark -> mark.kind() == MarkKind.USER && mark.text().equals("half"));
    }

    @Test
    void timeline_isShownAsItsPicture() {
        MimeBundle shown = Renderers.render(Timeline.record("Title", () -> sleep(1)));

        assertThat(shown.data()).containsOnlyKeys(MimeBundle.TEXT, MimeBundle.HTML, MimeBundle.SVG);
        assertThat(shown.data().get(MimeBundle.HTML)).contains("<svg", "Title");
        assertThat(shown.data().get(MimeBundle.TEXT)).startsWith("Title");
    }

    @Test
    void warmUp_recordsNothingAndLeavesProbesOff() {
        ProbeWarmUp.run();

        assertThat(Probes.isOn()).isFalse();
        Timeline timeline = Timeline.record(() -> sleep(1));
        assertThat(timeline.startOrder()).noneMatch(name -> name.startsWith("weft-"));
    }

    @Test
    void record_whileProbesAreWarmedUp_showsNothingOfThat() {
        Timeline timeline = Timeline.record(() -> {
            Thread warmer = new Thread(ProbeWarmUp::run, "warmer");
            warmer.start();
            warmer.join();
        });

        assertThat(timeline.lanes()).noneMatch(lane -> lane.name().startsWith("weft-warm"));
        assertThat(timeline.resources()).noneMatch(resource -> resource.name().equals("warm"));
    }
}
