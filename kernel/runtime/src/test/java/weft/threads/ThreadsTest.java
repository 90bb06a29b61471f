package weft.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weft.threads.Threads.hasVirtualThreads;
import static weft.threads.Threads.join;
import static weft.threads.Threads.joinAll;
import static weft.threads.Threads.log;
import static weft.threads.Threads.sleep;
import static weft.threads.Threads.start;
import static weft.threads.Threads.startAll;
import static weft.threads.Threads.startVirtual;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

@Timeout(30)
class ThreadsTest {

    @Test
    void start_namedBody_runsInThreadOfThatName() {
        CompletableFuture<String> name = new CompletableFuture<>();

        Thread worker =
                start("worker-1", () -> name.complete(Thread.currentThread().getName()));
        join(worker);

        assertThat(name).isCompletedWithValue("worker-1");
    }

    @Test
    void start_bodyThrowsCheckedException_reachesHandlerUnderItsOwnName() {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Task body = () -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> seen.set(failure));
            throw new IOException("no such file");
        };

        join(start("reader", body));

        assertThat(seen.get()).isInstanceOf(IOException.class).hasMessage("no such file");
    }

    @Test
    void sleep_interrupted_endsThreadQuietlyWithFlagSet() throws Exception {
        CountDownLatch about = new CountDownLatch(1);
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        AtomicReference<Throwable> reported = new AtomicReference<>();
        Thread sleeper = start("sleeper", () -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> reported.set(failure));
            about.countDown();
            try {
                sleep(Duration.ofHours(1));
            } finally {
                flag.complete(Thread.currentThread().isInterrupted());
            }
        });

        about.await();
        sleeper.interrupt();
        join(sleeper);

        assertThat(flag).isCompletedWithValue(true);
        assertThat(reported.get()).isNull();
    }

    @Test
    void join_interrupted_throwsInterruptedNamingTheThread() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Thread slow = start("slow", end::await);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread waiter = start("waiter", () -> {
            try {
                join(slow);
            } catch (Interrupted e) {
                thrown.complete(e);
            }
        });

        waiter.interrupt();
        join(waiter);
        end.countDown();
        join(slow);

        assertThat(thrown.get()).hasMessageContaining("\"waiter\"").hasMessageContaining("\"slow\"");
    }

    @Test
    void startAll_threeBodies_eachKnowsItsIndex() {
        ConcurrentHashMap<String, Integer> seen = new ConcurrentHashMap<>();

        List<Thread> threads =
                startAll(3, "worker-", index -> seen.put(Thread.currentThread().getName(), index));
        joinAll(threads);

        assertThat(seen)
                .containsOnly(
                        java.util.Map.entry("worker-1", 0),
                        java.util.Map.entry("worker-2", 1),
                        java.util.Map.entry("worker-3", 2));
    }

    @Test
    @ResourceLock(Printed.SYSTEM_OUT)
    void startVirtual_anyJdk_runsBodyUnderItsNameAndSaysWhenItIsNoVirtualThread() throws Exception {
        AtomicReference<Thread> ran = new AtomicReference<>();

        Printed.by(() -> join(startVirtual("light", () -> ran.set(Thread.currentThread()))));

        assertThat(ran.get().getName()).isEqualTo("light");
        assertThat(VirtualThreads.isVirtual(ran.get())).isEqualTo(hasVirtualThreads());
        assertThat(hasVirtualThreads()).isEqualTo(Runtime.version().feature() >= 21);
    }

    @Test
    @ResourceLock(Printed.SYSTEM_OUT)
    void log_eightThreadsAtOnce_eachLineIsOneWholeWrite() throws Exception {
        Printed printed = Printed.by(() -> joinAll(startAll(8, "w", index -> {
            for (int i = 0; i < 500; i++) {
                log("line %d of %d", i, index);
            }
        })));

        assertThat(printed.writes())
                .hasSize(4000)
                .allMatch(write -> write.matches(" *[0-9]+\\.[0-9] ms  w[1-8] +line [0-9]+ of [0-7]\n"));
    }

    @Test
    void line_longNameAndTwoLines_keepsColumns() {
        assertThat(Log.line(1_234_567, "main", "starting")).isEqualTo("     1.2 ms  main          starting");
        assertThat(Log.line(12_000_000_000L, "pool-worker-17", "a\nb"))
                .isEqualTo(" 12000.0 ms  pool-worker-17  a\n" + " ".repeat(29) + "b");
    }

    @Test
    @ResourceLock(Printed.SYSTEM_OUT)
    void restartClock_threadOfOlderCell_keepsCountingFromItsOwnCell() throws Exception {
        CountDownLatch newCell = new CountDownLatch(1);
        Printed printed = Printed.by(() -> {
            Log.restartClock();
            Thread old = start("old", () -> {
                newCell.await();
                log("late");
            });
            sleep(30);
            Log.restartClock();
            newCell.countDown();
            join(old);
        });

        assertThat(Double.parseDouble(printed.text().substring(0, printed.text().indexOf(" ms"))))
                .isGreaterThanOrEqualTo(30);
    }

    @Test
    void sleep_negativeTime_isRefused() {
        assertThatThrownBy(() -> sleep(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
