package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import weft.timeline.model.CaptureReader;
import weft.timeline.model.Deadlock;
import weft.timeline.model.Timeline;

/** Cells whose threads wait for each other return by themselves, with a picture; real user VMs. */
class DeadlockedCellTest {

    private static final long LIMIT_SECONDS = 60;

    private Notebook notebook;

    @BeforeEach
    void open() throws IOException {
        notebook = new Notebook();
        notebook.run("""
                int kept = 42;
                Object x = new Object(), y = new Object();
                ReentrantLock first = new ReentrantLock(), second = new ReentrantLock();
                CyclicBarrier both = new CyclicBarrier(2);
                void meet() { try { both.await(); } catch (Exception e) { throw new IllegalStateException(e); } }
                Runnable xThenY = () -> { synchronized (x) { meet(); synchronized (y) { } } };
                Runnable yThenX = () -> { synchronized (y) { meet(); synchronized (x) { } } };
                Runnable firstThenSecond = () -> { first.lock(); meet(); second.lock(); };
                Runnable secondThenFirst = () -> { second.lock(); meet(); first.lock(); };
                """);
    }

    @AfterEach
    void close() {
        notebook.close();
    }

    static List<String> makers() {
        String platform = "new Thread(%s, \"%s\")";
        return Runtime.version().feature() < 24
                ? List.of(platform)
                : List.of(platform, "Thread.ofVirtual().name(\"%2$s\").unstarted(%1$s)");
    }

    private String run(String code) throws Exception {
        CompletableFuture<CellOutcome> cell = notebook.start("%%timeline --wait 50\n" + code);
        return Notebook.describe(cell.get(LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    private String shown() throws InterruptedException {
        return notebook.await(shown -> shown.kind().equals("display")).text();
    }

    @ParameterizedTest
    @MethodSource("makers")
    void joinOfARing_endsTheCell_andSaysTheRing(String maker) throws Exception {
        String outcome = run("Thread a = " + String.format(maker, "xThenY", "A") + ";\n" + "Thread b = "
                + String.format(maker, "yThenX", "B") + ";\n" + "a.start(); b.start();\na.join(); b.join();");

        String ring = "A waits for `y`, held by B; B waits for `x`, held by A";
        assertThat(outcome).startsWith("Deadlock: ").contains(ring);
        assertThat(shown()).contains("Deadlock: A waits for “y”, held by B; B waits for “x”, held by A");
        assertThat(notebook.value("kept + \" \" + a.isAlive()")).isEqualTo("42 true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ReadWriteLock rw = new ReentrantReadWriteLock(); rw.readLock().lock(); rw.writeLock().lock();",
                "StampedLock rw = new StampedLock(); rw.readLock(); rw.writeLock();"
            })
    void upgradeOfAReadLock_endsTheCell_andSaysWhoKeepsItOut(String code) throws Exception {
        assertThat(run(code)).contains("Deadlock: ", "main waits for `rw.writeLock`, and keeps itself out");
    }

    @Test
    void readerThatAWriterKeepsOut_isInTheRing() throws Exception {
        String outcome = run("""
                ReadWriteLock rw = new ReentrantReadWriteLock();
                rw.writeLock().lock();
                Thread reader = new Thread(() -> rw.readLock().lock(), "reader");
                reader.start();
                reader.join();""");

        assertThat(outcome)
                .contains("reader waits for `rw.readLock`, kept out by main", "main waits for reader to end");
    }

    /** The threads of the first run have the locks for ever. */
    @ParameterizedTest
    @MethodSource("makers")
    void ringRunAgain_withTheSameLocks_endsTheCellToo(String maker) throws Exception {
        String ring = "Thread a = " + String.format(maker, "xThenY", "A") + ", b = "
                + String.format(maker, "yThenX", "B") + ";\na.start(); b.start();\na.join(); b.join();";
        run(ring);
        shown();
        notebook.forgetWhatWasShown();

        assertThat(run(ring)).contains("A waits for `y`, held by B; B waits for `x`, held by A");
        assertThat(shown()).contains("A#2", "B#2");
        assertThat(run("Thread.sleep(1);\n\"went on\"")).isEqualTo("went on");
    }

    /** How soon it is found, in looks of the watch, is said by WatchTest: on a busy machine a look may take a second. */
    @ParameterizedTest
    @MethodSource("makers")
    void ring_isInTheSavedCapture_withItsNamesAndOpenWaits(String maker, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("ring.capture");
        notebook.start("%%timeline --save " + file + "\n" + "Thread a = " + String.format(maker, "xThenY", "A") + ";\n"
                        + "Thread b = " + String.format(maker, "yThenX", "B") + ";\n"
                        + "a.start(); b.start();\na.join(); b.join();")
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);

        Timeline timeline = CaptureReader.read(Files.readString(file));
        Deadlock ring = timeline.deadlock().orElseThrow();
        assertThat(ring.sentence()).contains("A waits for `y`, held by B", "B waits for `x`, held by A");
        assertThat(ring.edges())
                .allSatisfy(edge -> assertThat(edge.waiter().spans())
                        .last()
                        .satisfies(span -> assertThat(span.end().isOpen()).isTrue()));
    }

    @ParameterizedTest
    @MethodSource("makers")
    void ringInTheBackground_endsTheWaitForThreads(String maker) throws Exception {
        String outcome = run(String.format(maker, "firstThenSecond", "A") + ".start();\n"
                + String.format(maker, "secondThenFirst", "B") + ".start();");

        assertThat(outcome).isEmpty();
        assertThat(shown()).contains("A waits for “second”, held by B; B waits for “first”, held by A");
        assertThat(notebook.shown()).noneMatch(shown -> shown.text().contains("still run"));
    }

    @Test
    void mainInTheRing_isGivenUp_andAnotherTakesItsPlace() throws Exception {
        String outcome = run("new Thread(yThenX, \"B\").start();\nsynchronized (x) { meet(); synchronized (y) { } }");

        assertThat(outcome).startsWith("Deadlock: ").contains("main waits for `y`, held by B");
        assertThat(notebook.value("kept")).isEqualTo("42");
        assertThat(notebook.value("Thread.currentThread().getName()")).isEqualTo("main");
        assertThat(notebook.value("new Thread(() -> { }).isDaemon()")).isEqualTo("false");
        CompletableFuture<CellOutcome> endless = notebook.start("System.out.println(\"begun\"); while (true) { }");
        notebook.await("begun");
        notebook.engine.interrupt();
        assertThat(Notebook.describe(endless.get(LIMIT_SECONDS, TimeUnit.SECONDS)))
                .startsWith("Interrupted");
        assertThat(notebook.value("kept")).isEqualTo("42");
    }

    @Test
    void withInterrupt_threadsThatCanBeInterrupted_end() throws Exception {
        notebook.run("""
                void lock(ReentrantLock one, ReentrantLock other) {
                    try { one.lockInterruptibly(); meet(); other.lockInterruptibly(); }
                    catch (InterruptedException e) { System.out.println("let go"); }
                }
                """);

        CompletableFuture<CellOutcome> cell = notebook.start("""
                %%timeline --interrupt
                Thread a = new Thread(() -> lock(first, second), "A"), b = new Thread(() -> lock(second, first), "B");
                a.start(); b.start();
                """);

        assertThat(Notebook.describe(cell.get(LIMIT_SECONDS, TimeUnit.SECONDS))).isEmpty();
        assertThat(shown()).contains("A waits for “second”, held by B; B waits for “first”, held by A");
        assertThat(notebook.value("a.isAlive() || b.isAlive()")).isEqualTo("false");
    }

    @Test
    void withInterrupt_mainThatWaitsForTheRing_isNotInterrupted_andGoesOn() throws Exception {
        notebook.run("""
                void lock(ReentrantLock one, ReentrantLock other) {
                    try {
                        one.lockInterruptibly();
                        try { meet(); other.lockInterruptibly(); other.unlock(); } finally { one.unlock(); }
                    } catch (InterruptedException e) { }
                }
                """);

        for (int round = 0; round < 20; round++) {
            CompletableFuture<CellOutcome> cell = notebook.start("""
                    %%timeline --interrupt
                    Thread a = new Thread(() -> lock(first, second)), b = new Thread(() -> lock(second, first));
                    a.start(); b.start();
                    a.join(); b.join();
                    "went on, " + first.isLocked() + ", " + Thread.interrupted()
                    """);

            assertThat(Notebook.describe(cell.get(LIMIT_SECONDS, TimeUnit.SECONDS)))
                    .isEqualTo("went on, false, false");
        }
    }

    @Test
    void withInterrupt_threadsThatTakeNone_areGivenUp_andTheErrorSaysWhy() throws Exception {
        CompletableFuture<CellOutcome> cell = notebook.start("%%timeline --interrupt\n"
                + "new Thread(yThenX, \"B\").start();\nsynchronized (x) { meet(); synchronized (y) { } }");

        assertThat(Notebook.describe(cell.get(LIMIT_SECONDS, TimeUnit.SECONDS)))
                .startsWith("Deadlock: ")
                .contains("its threads were interrupted", "synchronized and lock() wait on");
        assertThat(notebook.value("kept")).isEqualTo("42");
    }

    @Test
    void longWaitThatSomebodyEnds_isNoDeadlock() throws Exception {
        String outcome = run("""
                CountDownLatch latch = new CountDownLatch(1);
                Thread waiter = new Thread(() -> { try { latch.await(); } catch (InterruptedException e) { } }, "waiter");
                waiter.start();
                Thread.sleep(600);
                latch.countDown();
                waiter.join();
                "went on"
                """);

        assertThat(outcome).isEqualTo("went on");
        assertThat(shown()).doesNotContain("Deadlock");
    }

    /** Each round is longer than two looks of the watch. */
    @Test
    void permitsHandedToAndFro_areNoDeadlock_andHaveTheirHolders(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("run.capture");
        CompletableFuture<CellOutcome> cell = notebook.start("%%timeline --save " + file + "\n" + """
                Semaphore ping = new Semaphore(0), pong = new Semaphore(0);
                Thread a = new Thread(() -> {
                    for (int i = 0; i < 2; i++) { ping.acquireUninterruptibly(); pong.release(); }
                }, "A");
                Thread b = new Thread(() -> {
                    for (int i = 0; i < 2; i++) {
                        pong.acquireUninterruptibly();
                        try { Thread.sleep(600); } catch (InterruptedException e) { }
                        ping.release();
                    }
                }, "B");
                a.start(); b.start();
                ping.release();
                a.join(); b.join();
                "went on"
                """);

        assertThat(Notebook.describe(cell.get(LIMIT_SECONDS, TimeUnit.SECONDS))).isEqualTo("went on");
        Timeline timeline = CaptureReader.read(Files.readString(file));
        assertThat(timeline.resource("ping").holds())
                .anySatisfy(hold -> assertThat(hold.end().isOpen()).isFalse());
    }

    @Test
    void ringWithALimitOfTime_isNoDeadlock() throws Exception {
        String outcome = run("""
                Thread a = new Thread(() -> { first.lock(); meet(); second.lock(); second.unlock(); first.unlock(); }, "A");
                Thread b = new Thread(() -> {
                    second.lock();
                    meet();
                    try { first.tryLock(800, TimeUnit.MILLISECONDS); } catch (InterruptedException e) { }
                    second.unlock();
                }, "B");
                a.start(); b.start();
                a.join(); b.join();
                "went on"
                """);

        assertThat(outcome).isEqualTo("went on");
        assertThat(shown()).doesNotContain("Deadlock");
    }

    @Test
    void threadThatWaitsForItself_endsTheCell() throws Exception {
        assertThat(run("Thread.currentThread().join();")).contains("main waits for its own end");
    }
}
