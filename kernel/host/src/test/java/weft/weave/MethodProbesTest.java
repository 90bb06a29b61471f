package weft.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import weft.timeline.model.LinkKind;
import weft.timeline.model.Resource;
import weft.timeline.model.ResourceKind;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;

/** Small classes, woven and run: what their probes tell a recording. */
class MethodProbesTest {

    private static Timeline record(Class<? extends Runnable> type, Class<?>... others) throws Exception {
        Runnable woven = Woven.instance(type, others);
        return Timeline.record(woven::run);
    }

    private static List<String> names(Timeline timeline) {
        return timeline.resources().stream().map(Resource::name).toList();
    }

    static final class Monitors implements Runnable {
        private final Object field = new Object();
        private final Object[] elements = {new Object(), new Object()};

        @Override
        public void run() {
            Object local = new Object();
            synchronized (field) {
                synchronized (elements[1]) {
                    synchronized (local) {
                        Thread.onSpinWait();
                    }
                }
            }
            method();
            ofTheClass();
        }

        private synchronized void method() {
            Thread.onSpinWait();
        }

        private static synchronized void ofTheClass() {
            Thread.onSpinWait();
        }
    }

    @Test
    void monitors_areHeldUnderTheNamesOfTheSource() throws Exception {
        Timeline timeline = record(Monitors.class);

        assertThat(names(timeline))
                .containsExactlyInAnyOrder("field", "elements[1]", "local", "Monitors", "Monitors.class");
        assertThat(timeline.resources())
                .allMatch(resource -> resource.kind() == ResourceKind.MONITOR
                        && resource.holds().size() == 1
                        && !resource.holds().get(0).end().isOpen());
    }

    static final class WaitsInALoop implements Runnable {
        private final Object lock = new Object();
        private int rounds;

        @Override
        public void run() {
            synchronized (lock) {
                while (rounds < 3) {
                    rounds++;
                    try {
                        lock.wait(1);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            }
            synchronized (lock) {
                try {
                    while (rounds < 6) {
                        rounds++;
                        lock.wait(1);
                    }
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    /** The loop begins where the monitor's handler does: the probe stands before both. */
    @Test
    void loopAtTheStartOfABlock_isNoNewHold() throws Exception {
        Timeline timeline = record(WaitsInALoop.class);

        // Two blocks, and six waits that each give the monitor up and take it again.
        assertThat(timeline.resource("lock").holds())
                .hasSize(8)
                .noneMatch(hold -> hold.end().isOpen());
    }

    static final class Throws implements Runnable {
        private final Object lock = new Object();

        @Override
        public void run() {
            try {
                inBlock();
            } catch (IllegalStateException e) {
                method();
            }
        }

        private void inBlock() {
            synchronized (lock) {
                throw new IllegalStateException("first");
            }
        }

        private synchronized void method() {
            throw new IllegalArgumentException("second");
        }
    }

    @Test
    void exception_leavesMonitors_andIsThrownOn() throws Exception {
        Runnable woven = Woven.instance(Throws.class);
        Timeline timeline = Timeline.record(() -> assertThatThrownBy(woven::run)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("second")
                .satisfies(thrown ->
                        assertThat(thrown.getStackTrace()[0].getFileName()).isEqualTo("cell 3")));

        assertThat(names(timeline)).containsExactlyInAnyOrder("lock", "Throws");
        assertThat(timeline.resources())
                .allMatch(resource ->
                        resource.holds().stream().noneMatch(hold -> hold.end().isOpen()));
        assertThat(Thread.holdsLock(woven)).isFalse();
    }

    static final class Bodies implements Runnable {
        @Override
        public void run() {
            try {
                Thread named = new Thread(() -> {}, "named");
                Thread plain = new Thread(Thread::onSpinWait);
                named.start();
                plain.start();
                named.join();
                plain.join();
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void threads_tellTheirStartTheirBodyAndTheirEnd() throws Exception {
        Timeline timeline = record(Bodies.class);

        assertThat(timeline.lane("named").ended().isKnown()).isTrue();
        assertThat(timeline.links())
                .filteredOn(link -> link.kind() == LinkKind.START)
                .hasSize(2);
        assertThat(timeline.links())
                .filteredOn(link -> link.kind() == LinkKind.JOIN)
                .hasSize(2);
        String main = timeline.lanes().get(0).name();
        assertThat(timeline.timeIn(main, ThreadState.SLEEPING).toMillis()).isGreaterThanOrEqualTo(5);
    }

    static final class Half extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1;
        private final int size;

        Half(int size) {
            this.size = size;
        }

        @Override
        protected Integer compute() {
            if (size < 0) {
                throw new IllegalArgumentException("less than nothing");
            }
            if (size <= 1) {
                return size;
            }
            // By its JDK type: calls on Weft's own classes, as this one is by its package, are left alone.
            ForkJoinTask<Integer> half = new Half(size / 2);
            half.fork();
            return new Half(size - size / 2).compute() + half.join();
        }
    }

    static final class Forks implements Runnable {
        @Override
        public void run() {
            ForkJoinPool two = new ForkJoinPool(2);
            if (two.invoke(new Half(8)) != 8) {
                throw new IllegalStateException();
            }
            try {
                two.invoke(new Half(-1));
            } catch (IllegalArgumentException e) {
                two.shutdown();
            }
        }
    }

    @Test
    void forkedTasks_haveWorkersAndEnds_alsoWhenTheyThrow() throws Exception {
        Timeline timeline = record(Forks.class, Half.class);

        assertThat(timeline.pools()).hasSize(1);
        assertThat(timeline.pools().get(0).name()).isEqualTo("two");
        assertThat(timeline.pools().get(0).tasks())
                .hasSize(9)
                .allMatch(task -> task.worker() != null && !task.end().isOpen());
    }

    static final class Schedules implements Runnable {
        @Override
        public void run() {
            ScheduledExecutorService later = Executors.newScheduledThreadPool(1);
            try {
                CountDownLatch twice = new CountDownLatch(2);
                Future<?> beat = later.scheduleAtFixedRate(twice::countDown, 1, 1, TimeUnit.MILLISECONDS);
                later.schedule(() -> "once", 1, TimeUnit.MILLISECONDS).get();
                twice.await();
                beat.cancel(false);
                later.shutdown();
                later.awaitTermination(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void scheduledTasks_knowTheirSchedulersName() throws Exception {
        Timeline timeline = record(Schedules.class);

        assertThat(timeline.pools().get(0).name()).isEqualTo("later");
        assertThat(timeline.pools().get(0).tasks()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void wovenCode_withoutRecording_onlyRuns() throws Exception {
        for (Class<? extends Runnable> type : List.of(Monitors.class, Bodies.class, Schedules.class)) {
            Woven.instance(type).run();
        }
        Woven.instance(Forks.class, Half.class).run();

        assertThat(Timeline.record(() -> {}).resources()).isEmpty();
    }

    static final class References implements Runnable {
        private final ReentrantLock key = new ReentrantLock();

        @Override
        public void run() {
            Runnable takes = key::lock;
            Runnable gives = key::unlock;
            takes.run();
            gives.run();
            List<Thread> threads = List.of(new Thread(() -> {}, "referred"));
            threads.forEach(Thread::start);
            try {
                threads.get(0).join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void methodReferences_tellWhatACallWouldTell() throws Exception {
        Timeline timeline = record(References.class);

        assertThat(timeline.resource("key").holds()).hasSize(1);
        assertThat(timeline.links())
                .filteredOn(link -> link.kind() == LinkKind.START)
                .hasSize(1);
        assertThat(timeline.startOrder()).contains("referred");
    }
}
