package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import weft.timeline.model.CaptureReader;
import weft.timeline.model.Deadlock;
import weft.timeline.model.Span;
import weft.timeline.model.Timeline;

/**
 * What must hold in every run, however threads are scheduled: so it is tried again and again in real user VMs. A few
 * rounds belong to every test; {@code make properties} makes it a hundred, on one core and on all.
 */
class TimelinePropertiesTest {

    private static final int ROUNDS = Integer.getInteger("weft.test.rounds", 3);
    private static final long LIMIT_SECONDS = 120;

    private Notebook notebook;

    @BeforeEach
    void open() throws IOException {
        notebook = new Notebook();
        notebook.run("""
                Function<Runnable, Thread> maker = Thread::new;
                Thread named(String name, Runnable body) {
                    Thread thread = maker.apply(body);
                    thread.setName(name);
                    return thread;
                }
                void runAll(int howMany, Runnable body) throws InterruptedException {
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 1; i <= howMany; i++) threads.add(named("t" + i, body));
                    for (Thread thread : threads) thread.start();
                    for (Thread thread : threads) thread.join();
                }
                Runnable sleeper = () -> { try { Thread.sleep(300); } catch (InterruptedException e) { } };
                Object lock = new Object();
                Runnable section = () -> {
                    for (int i = 0; i < 20; i++) synchronized (lock) { LockSupport.parkNanos(100_000); }
                };
                void pooled() throws Exception {
                    ExecutorService workers = Executors.newFixedThreadPool(3);
                    List<Future<?>> results = new ArrayList<>();
                    for (int i = 0; i < 9; i++) results.add(workers.submit(() -> { Thread.sleep(5); return 1; }));
                    for (Future<?> result : results) result.get();
                    workers.shutdown();
                }
                ReentrantLock x = new ReentrantLock(), y = new ReentrantLock();
                CyclicBarrier both = new CyclicBarrier(2);
                void meet() { try { both.await(); } catch (Exception e) { throw new IllegalStateException(e); } }
                Runnable xThenY = () -> {
                    try {
                        x.lockInterruptibly();
                        try { meet(); y.lockInterruptibly(); y.unlock(); } finally { x.unlock(); }
                    } catch (InterruptedException e) { }
                };
                Runnable yThenX = () -> {
                    try {
                        y.lockInterruptibly();
                        try { meet(); x.lockInterruptibly(); x.unlock(); } finally { y.unlock(); }
                    } catch (InterruptedException e) { }
                };
                """);
    }

    @AfterEach
    void close() {
        notebook.close();
    }

    static List<String> makers() {
        return TimelineTest.makers();
    }

    private void everyRound(String maker, String body, String question, String answer) {
        assertThat(notebook.value("maker = " + maker + ";")).isEmpty();
        for (int round = 1; round <= ROUNDS; round++) {
            notebook.forgetWhatWasShown();
            assertThat(notebook.value("Timeline t = Timeline.record(() -> { " + body + " });\n" + question))
                    .as("round %d of %d", round, ROUNDS)
                    .isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void threeSleepers_overlapInEveryRound(String maker) {
        everyRound(maker, "runAll(3, sleeper);", "t.maxAtOnce(ThreadState.SLEEPING)", "3");
    }

    @ParameterizedTest
    @MethodSource("makers")
    void synchronizedSection_overlapsItselfInNoRound(String maker) {
        everyRound(
                maker,
                "runAll(3, section);",
                "t.require().exclusive(\"lock\"); t.resource(\"lock\").holds().size()",
                "60");
    }

    @ParameterizedTest
    @MethodSource("makers")
    void join_endsAfterTheThreadInEveryRound(String maker) {
        everyRound(maker, "runAll(3, sleeper);", """
                t.links().stream().filter(link -> link.kind().word().equals("join")).count() + " "
                    + t.links().stream().allMatch(link -> link.fromNanos() <= link.toNanos())""", "3 true");
    }

    @Test
    void poolOfThree_runsFourTasksInNoRound() {
        everyRound("Thread::new", "pooled();", """
                (t.maxTasksAtOnce("workers") <= 3) + " " + t.pools().get(0).tasks().size()""", "true 9");
    }

    /** By the clock of the recording: from the moment at which the ring closed to the one at which the watch ended it. */
    @ParameterizedTest
    @MethodSource("makers")
    void deadlock_isFoundAndNamedWithinASecondInEveryRound(String maker, @TempDir Path folder) throws Exception {
        assertThat(notebook.value("maker = " + maker + ";")).isEmpty();
        for (int round = 1; round <= ROUNDS; round++) {
            notebook.forgetWhatWasShown();
            Path file = folder.resolve("ring-" + round + ".capture");
            CellOutcome outcome = notebook.start("%%timeline --interrupt --save " + file + """

                            Thread a = named("A", xThenY), b = named("B", yThenX);
                            a.start(); b.start();
                            a.join(); b.join();
                            both.reset();
                            """)
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS);

            assertThat(Notebook.describe(outcome))
                    .as("round %d of %d", round, ROUNDS)
                    .isEmpty();
            assertNamedInTime(CaptureReader.read(Files.readString(file)), round);
        }
    }

    private static void assertNamedInTime(Timeline timeline, int round) {
        Deadlock ring = timeline.deadlock().orElseThrow(() -> new AssertionError("no deadlock in round " + round));
        long closed = ring.edges().stream()
                .flatMap(edge -> edge.waiter().spans().stream())
                .filter(span -> span.end().isOpen())
                .mapToLong(Span::startNanos)
                .max()
                .orElseThrow();
        assertThat(ring.sentence())
                .as("round %d", round)
                .contains("A waits for `y`, held by B", "B waits for `x`, held by A");
        assertThat(Duration.ofNanos(timeline.durationNanos() - closed))
                .as("round %d", round)
                .isLessThan(Duration.ofSeconds(1));
    }
}
