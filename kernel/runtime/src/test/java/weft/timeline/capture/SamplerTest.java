package weft.timeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import weft.timeline.model.Source;
import weft.timeline.model.ThreadState;

/** Real threads, looked at while they run. */
class SamplerTest {

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static List<Sighting> of(Evidence evidence, Thread thread) {
        return evidence.sightings().stream()
                .filter(seen -> seen.threadId() == thread.getId())
                .toList();
    }

    private static long nanosIn(Evidence evidence, Thread thread, ThreadState state) {
        return of(evidence, thread).stream()
                .filter(seen -> seen.state() == state)
                .mapToLong(seen -> seen.endNanos() - seen.startNanos())
                .sum();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Looks until the sampler is sure of the state: the thread is in it for good. */
    private static Sighting openState(Thread thread, ThreadState expected) {
        Sampler sampler = new Sampler(() -> List.of(thread));
        sampler.begin();
        Threads.await(
                () -> sampler.soFar().sightings().stream().anyMatch(seen -> seen.state() == expected),
                "the sampler sees " + expected);
        List<Sighting> seen = sampler.end().sightings();
        return seen.get(seen.size() - 1);
    }

    @Test
    void running_isTheProcessorTime_andTheRestIsReady() throws Exception {
        Sampler.warmUp();
        int threads = 3 * Runtime.getRuntime().availableProcessors();
        AtomicLongArray used = new AtomicLongArray(threads);
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> spinners = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int index = i;
            spinners.add(daemon(
                    () -> {
                        Threads.uninterruptibly(go::await);
                        long end = System.nanoTime() + 300_000_000;
                        while (System.nanoTime() < end) {
                            Thread.onSpinWait();
                        }
                        used.set(index, CLOCK.getCurrentThreadCpuTime());
                    },
                    "spinner-" + i));
        }
        Sampler sampler = new Sampler(() -> spinners);
        sampler.begin();

        go.countDown();
        for (Thread spinner : spinners) {
            spinner.join();
        }
        Evidence evidence = sampler.end();

        long running = 0;
        long cpu = 0;
        for (int i = 0; i < threads; i++) {
            running += nanosIn(evidence, spinners.get(i), ThreadState.RUNNING);
            cpu += used.get(i);
        }
        // What a thread did after the last look at it is not known; on a busy machine looks are rare.
        assertThat((double) running / cpu).isBetween(0.2, 1.1);
        assertThat(spinners)
                .anySatisfy(spinner -> assertThat(nanosIn(evidence, spinner, ThreadState.READY))
                        .isPositive());
        assertThat(evidence.sightings())
                .allSatisfy(seen -> assertThat(seen.source()).isNotEqualTo(Source.EXACT));
    }

    @Test
    void waitsThatNeverEnd_areSeen_andStayOpen() throws Exception {
        Object monitor = new Object();
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch never = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            lock.lockInterruptibly();
            synchronized (monitor) {
                Thread blocked = daemon(() -> enter(monitor), "blocked");
                Thread locks = daemon(lock::lock, "locks");
                Thread latch = daemon(() -> Threads.uninterruptibly(never::await), "latch");
                Thread sleeper = daemon(SamplerTest::sleepUntilInterrupted, "sleeper");
                Thread joiner = daemon(() -> Threads.uninterruptibly(sleeper::join), "joiner");
                Thread accepts = daemon(() -> accept(server), "accepts");

                assertThat(openState(blocked, ThreadState.BLOCKED).endNanos()).isEqualTo(Long.MAX_VALUE);
                assertThat(openState(locks, ThreadState.BLOCKED).detail()).isEqualTo("ReentrantLock");
                assertThat(openState(latch, ThreadState.WAITING).detail()).isEqualTo("CountDownLatch");
                assertThat(openState(sleeper, ThreadState.SLEEPING).endNanos()).isEqualTo(Long.MAX_VALUE);
                assertThat(openState(joiner, ThreadState.JOINING).endNanos()).isEqualTo(Long.MAX_VALUE);
                assertThat(openState(accepts, ThreadState.IO).detail()).startsWith("in ");
                sleeper.interrupt();
            }
            lock.unlock();
            never.countDown();
        }
    }

    /** JDK 17 wakes one of the waiting threads after 1, 8 and 64 ms, to try again. */
    @Test
    void blockedByAMonitor_isOneWait_howeverOftenTheThreadTriesAgain() throws Exception {
        Object monitor = new Object();
        synchronized (monitor) {
            Thread thread = daemon(() -> enter(monitor), "blocked");
            Threads.await(() -> CLOCK.getThreadInfo(thread.getId()).getBlockedCount() == 1, "the monitor holds it up");
            SampledThread sampled = new SampledThread(thread);
            long end = System.nanoTime() + 100_000_000;
            while (System.nanoTime() < end) {
                sampled.look(CLOCK, true);
                Thread.sleep(1);
            }

            List<Sighting> seen = sampled.sightings(true);

            assertThat(seen).extracting(Sighting::state).containsExactly(ThreadState.BLOCKED);
            assertThat(seen.get(0).endNanos()).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void waitThatOneLookMet_isNotBelieved_untilTheNextAgrees() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean spins = new AtomicBoolean(true);
        Thread thread = daemon(
                () -> {
                    while (spins.get()) {
                        Thread.onSpinWait();
                    }
                    Threads.uninterruptibly(never::await);
                },
                "spins-then-waits");
        SampledThread sampled = new SampledThread(thread);
        sampled.look(CLOCK, false);
        spins.set(false);
        Threads.await(() -> thread.getState() == Thread.State.WAITING, "the thread waits");

        sampled.look(CLOCK, false);

        assertThat(sampled.sightings(true))
                .allMatch(seen -> seen.state() != ThreadState.WAITING && seen.endNanos() != Long.MAX_VALUE);

        long second = System.nanoTime();
        sampled.look(CLOCK, false);

        Sighting last = sampled.sightings(true).get(sampled.sightings(true).size() - 1);
        assertThat(last.state()).isEqualTo(ThreadState.WAITING);
        assertThat(last.source()).isEqualTo(Source.SAMPLED);
        assertThat(last.startNanos()).isLessThanOrEqualTo(second);
        assertThat(last.endNanos()).isEqualTo(Long.MAX_VALUE);
        never.countDown();
    }

    private static void sleepUntilInterrupted() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void enter(Object monitor) {
        synchronized (monitor) {
            Thread.onSpinWait();
        }
    }

    private static void accept(ServerSocket server) {
        try {
            server.accept().close();
        } catch (java.io.IOException e) {
            // The test closes the socket when it has seen enough.
            return;
        }
    }

    @Test
    void sightingsOfAThread_doNotOverlap() throws Exception {
        Thread sleeper = daemon(
                () -> {
                    for (int i = 0; i < 30; i++) {
                        Threads.uninterruptibly(() -> Thread.sleep(2));
                    }
                },
                "sleeper");
        Sampler sampler = new Sampler();
        sampler.begin();
        sleeper.join();

        List<Sighting> seen = of(sampler.end(), sleeper);

        for (int i = 1; i < seen.size(); i++) {
            assertThat(seen.get(i).startNanos())
                    .isGreaterThanOrEqualTo(seen.get(i - 1).endNanos());
        }
    }

    @Test
    void ownCost_isSmall() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            daemon(() -> Threads.uninterruptibly(never::await), "waits-" + i);
        }
        Sampler sampler = new Sampler();
        sampler.begin();

        Thread.sleep(300);
        sampler.end();
        never.countDown();

        assertThat(sampler.costShare()).isBetween(0.0001, 0.1);
    }
}
