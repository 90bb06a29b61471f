package weft.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // Learners ignore them too; the pool records what failed.
class PoolTest {

    @Test
    void map_threeWorkersNineItems_keepsOrderAndNeverRunsFour() {
        Pool pool = Pool.fixed(3);
        CyclicBarrier three = new CyclicBarrier(3);

        List<Integer> squares;
        try (pool) {
            squares = pool.map(
                    item -> {
                        three.await();
                        return item * item;
                    },
                    IntStream.range(0, 9).boxed().toList());
        }

        assertThat(squares).containsExactly(0, 1, 4, 9, 16, 25, 36, 49, 64);
        assertThat(pool.mostRunning()).isEqualTo(3);
        assertThat(pool.tasksByWorker()).hasSize(3);
        assertThat(pool.tasksByWorker().values().stream().mapToInt(List::size).sum())
                .isEqualTo(9);
    }

    @Test
    void submit_allWorkersBusy_waitsInQueue() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (Pool pool = Pool.fixed(1)) {
            pool.submit("first", () -> {
                busy.countDown();
                go.await();
            });
            busy.await();
            pool.submit("second", () -> {});
            pool.submit("third", () -> {});

            assertThat(pool.queueLength()).isEqualTo(2);
            go.countDown();
        }
    }

    /** Also where the worker that is made for it is not there yet. */
    @Test
    void submit_workerIsMadeForIt_waitsInNoQueue() {
        Pool pool = Pool.fixed(3);
        CyclicBarrier three = new CyclicBarrier(3);
        try (pool) {
            for (int i = 0; i < 3; i++) {
                pool.submit("task-" + i, three::await);
                assertThat(pool.queueLength()).isZero();
            }
        }

        assertThat(pool.longestQueue()).isZero();
        assertThat(pool.runs()).extracting(Pool.TaskRun::queuedBefore).containsOnly(0);
    }

    @Test
    void close_tasksSubmitted_waitsForAllAndItsWorkersEnd() {
        Pool pool = Pool.cached();
        try (pool) {
            for (int i = 0; i < 20; i++) {
                pool.submit("task-" + i, () -> Threads.sleep(1));
            }
        }

        assertThat(pool.runs()).hasSize(20);
        assertThat(pool.workersAlive()).isEmpty();
        assertThat(pool.isClosed()).isTrue();
        assertThat(pool.toString()).contains("Closed: every worker has gone.");
        pool.close();
    }

    @Test
    void workersAlive_noShutdown_stillWaitForTasks() throws Exception {
        Pool pool = Pool.fixed(2);
        pool.submit("only", () -> {}).get();

        assertThat(pool.workersAlive()).hasSize(1);
        assertThat(pool.toString()).contains("Not closed: 1 worker waits for more tasks.");
        pool.close();
    }

    @Test
    void submit_afterClose_isRefusedNamingTheTask() {
        Pool pool = Pool.fixed(1);
        pool.close();

        assertThatThrownBy(() -> pool.submit("late", () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"late\"");
    }

    @Test
    void map_taskFails_throwsItsOwnException() {
        try (Pool pool = Pool.fixed(2)) {
            assertThatThrownBy(() -> pool.map(
                            item -> {
                                throw new java.io.IOException("no " + item);
                            },
                            List.of("a")))
                    .isInstanceOf(java.io.IOException.class)
                    .hasMessage("no a");
        }
    }

    @Test
    void submit_taskFailsAndNobodyAsks_isShownInTheTable() {
        Pool pool = Pool.fixed(1);
        try (pool) {
            pool.submit("broken", () -> {
                throw new java.io.IOException("no such file");
            });
        }

        assertThat(pool.runs().get(0).failure()).isPresent();
        assertThat(pool.toString()).contains("✘ java.io.IOException: no such file");
    }

    @Test
    void close_interrupted_stopsTheTasksAndEndsWithInterrupted() throws Exception {
        Pool pool = Pool.fixed(1);
        CountDownLatch running = new CountDownLatch(1);
        pool.submit("endless", () -> {
            running.countDown();
            Threads.sleep(java.time.Duration.ofHours(1));
        });
        running.await();
        Thread closer = Threads.start("closer", pool::close);

        closer.interrupt();
        Threads.join(closer);
        Threads.joinAll(pool.workersAlive());

        assertThat(pool.workersAlive()).isEmpty();
    }

    @Test
    @ResourceLock(Printed.SYSTEM_OUT)
    void virtual_hundredTasks_runAllAtOnceInThreadsOfTheirOwn() throws Exception {
        CyclicBarrier all = new CyclicBarrier(100);
        Pool[] pool = new Pool[1];

        Printed.by(() -> {
            try (Pool made = Pool.virtual()) {
                pool[0] = made;
                for (int i = 0; i < 100; i++) {
                    made.submit("task-" + i, all::await);
                }
            }
        });

        assertThat(pool[0].mostRunning()).isEqualTo(100);
        assertThat(pool[0].tasksByWorker()).hasSize(100);
    }

    @Test
    void executorsAreCloseable_thisJdk_isSo() {
        assertThat(Pool.executorsAreCloseable()).isEqualTo(Runtime.version().feature() >= 19);
    }
}
