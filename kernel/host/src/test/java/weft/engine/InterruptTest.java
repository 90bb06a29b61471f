package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptTest {

    private static Notebook notebook;

    @BeforeAll
    static void open() throws IOException {
        notebook = new Notebook();
        notebook.run("int kept = 7; boolean go = true;");
    }

    @BeforeEach
    void forgetWhatWasShown() {
        notebook.forgetWhatWasShown();
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    /** Each cell says that it has begun; the interrupt comes after that. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thread.sleep(600_000);",
                "synchronized (Object.class) { Object.class.wait(); }",
                "new java.util.concurrent.CountDownLatch(1).await();",
                "var t = new Thread(() -> { while (true) { } }); t.start(); t.join();",
                "while (true) { }",
                "for (long i = 0; ; i++) { }",
                "do { kept++; kept--; } while (go);",
                "while (true) { try { Thread.sleep(1000); } catch (InterruptedException e) { } }",
                "while (true) { try { Thread.sleep(1000); } catch (Throwable e) { } }",
                "while (true) System.out.println(\"flood\");",
                "java.util.stream.IntStream.iterate(0, i -> i + 1).forEach(i -> { });",
                "System.in.read();",
                "new ProcessBuilder(\"sh\", \"-c\", \"sleep 600\").start().getInputStream().read();",
                "new java.util.concurrent.LinkedBlockingQueue<String>().take();",
                "java.util.concurrent.locks.LockSupport.park(); while (true) { }",
                "java.util.stream.Stream.generate(String::new).forEach(Object::hashCode);",
                "Thread.currentThread().setName(\"chef\");"
                        + " java.util.stream.Stream.generate(String::new).forEach(Object::hashCode);"
            })
    void interrupt_ofRunningCell_endsItAndKeepsVariables(String code) throws Exception {
        CompletableFuture<CellOutcome> running = notebook.start("{ System.out.println(\"begun\");\n" + code + " }");
        notebook.await("begun");

        notebook.engine.interrupt();

        assertThat(Notebook.describe(running.get(30, TimeUnit.SECONDS))).startsWith("Interrupted");
        assertThat(notebook.value("kept")).isEqualTo("7");
    }

    /** An interrupt that hits a thread of the kernel in a write would close the socket, and the variables were gone. */
    @Test
    void interrupt_twiceWhileWaitingForInput_keepsTheUserVm() throws Exception {
        for (int i = 0; i < 50; i++) {
            CompletableFuture<CellOutcome> asking = notebook.start("System.in.read();");
            notebook.await(shown -> shown.kind().equals("input"));

            notebook.engine.interrupt();
            notebook.engine.interrupt();

            asking.get(30, TimeUnit.SECONDS);
            assertThat(notebook.value("kept")).isEqualTo("7");
        }
    }

    @Test
    void interruptOfMain_byAThreadOfACellThatIsOver_disturbsNobody() throws Exception {
        notebook.run("""
                Thread cell = Thread.currentThread();
                start("late", () -> {
                    while (cell.getState() != Thread.State.WAITING) { Thread.onSpinWait(); }
                    cell.interrupt();
                    System.out.println("interrupted");
                });
                """);
        notebook.await("interrupted");

        assertThat(notebook.value("kept")).isEqualTo("7");
    }

    @Test
    void interrupt_thatReachesTheQuestionBeforeTheCell_isNoFaultOfTheCell() throws Exception {
        CompletableFuture<CellOutcome> asking = notebook.start("System.in.read();");
        notebook.await(shown -> shown.kind().equals("input"));

        notebook.answers.add(Notebook.INTERRUPT);

        assertThat(Notebook.describe(asking.get(30, TimeUnit.SECONDS))).startsWith("Interrupted");
    }

    /** The debugger may connect so late that the cell which it shall stop is over, and the next one runs. */
    @Test
    void stopByDebugger_thatComesTooLate_sparesTheNextCell() throws Exception {
        CompletableFuture<CellOutcome> next = notebook.start("System.in.read(); kept");
        notebook.await(shown -> shown.kind().equals("input"));

        notebook.engine.session().vm().stopMainThread(() -> false);

        notebook.answers.add("");
        assertThat(Notebook.describe(next.get(30, TimeUnit.SECONDS))).isEqualTo("7");
    }

    @Test
    void interrupt_betweenTwoSnippets_keepsTheSecondFromRunning() throws Exception {
        CompletableFuture<CellOutcome> running =
                notebook.start("System.out.println(\"begun\");\nThread.sleep(600_000);\nwhile (true) { }");
        notebook.await("begun");

        notebook.engine.interrupt();

        assertThat(Notebook.describe(running.get(30, TimeUnit.SECONDS))).startsWith("Interrupted");
    }

    @Test
    void interrupt_ofCellThatStartedThreads_endsTheThreadsToo() throws Exception {
        CompletableFuture<CellOutcome> running =
                notebook.start("Thread spinning = new Thread(() -> { while (true) { } });\n"
                        + "Thread sleeping = new Thread(() -> { try { Thread.sleep(600_000); }"
                        + " catch (InterruptedException e) { System.out.println(\"woken\"); } });\n"
                        + "spinning.start(); sleeping.start();\n"
                        + "while (sleeping.getState() != Thread.State.TIMED_WAITING) { Thread.yield(); }\n"
                        + "System.out.println(\"begun\"); spinning.join();");
        notebook.await("begun");

        notebook.engine.interrupt();

        running.get(30, TimeUnit.SECONDS);
        notebook.await("woken");
        assertThat(notebook.value("spinning.join(); sleeping.join(); spinning.isAlive() || sleeping.isAlive()"))
                .isEqualTo("false");
    }

    /**
     * A compiled loop reads a plain flag once, and so does a guarded one. With {@code -Xbatch} the loop waits for its
     * compiler, so it is compiled before the reader enters it. The flag may be set before the reader's first look, and
     * then it ends rightly: hence several readers, of which one must spin.
     */
    @Test
    void interrupt_ofRacyLoop_isNeededSinceTheRaceStaysVisible() throws Exception {
        try (Notebook batch = new Notebook("-Xbatch")) {
            batch.run("""
                    boolean racy = false;
                    long spin(long most) { long i = 0; while (!racy && i < most) { i++; } return i; }
                    for (int i = 0; i < 1_000; i++) { spin(100_000); }
                    var entered = new CountDownLatch(4);
                    var readers = new ArrayList<Thread>();
                    Task reader = () -> { entered.countDown(); spin(Long.MAX_VALUE); };
                    """);
            CompletableFuture<CellOutcome> running = batch.start("""
                    for (int i = 0; i < 4; i++) { readers.add(start("reader", reader)); }
                    entered.await(); racy = true;
                    for (Thread each : readers) { each.join(500); }
                    System.out.println(readers.stream().anyMatch(Thread::isAlive) ? "spins" : "saw it");
                    joinAll(readers);
                    """);

            assertThat(batch.await("\n").text()).isEqualTo("spins\n");
            batch.engine.interrupt();
            assertThat(Notebook.describe(running.get(30, TimeUnit.SECONDS))).startsWith("Interrupted");
            assertThat(batch.value("joinAll(readers); racy")).isEqualTo("true");
        }
    }

    /** To stop a cell takes back compiled code. That of another cell must stay, or its loop would read the flag anew. */
    @Test
    void interrupt_ofAnotherCell_doesNotLetARacyLoopEndByLuck() throws Exception {
        try (Notebook batch = new Notebook("-Xbatch")) {
            batch.run("""
                    boolean racy = false;
                    long spin(long most) { long i = 0; while (!racy && i < most) { i++; } return i; }
                    for (int i = 0; i < 1_000; i++) { spin(100_000); }
                    var entered = new CountDownLatch(4);
                    var readers = new ArrayList<Thread>();
                    for (int i = 0; i < 4; i++) {
                        readers.add(start("reader", () -> { entered.countDown(); spin(Long.MAX_VALUE); }));
                    }
                    entered.await();
                    """);
            batch.run("racy = true; for (Thread each : readers) { each.join(500); }");
            String spinning = batch.value("readers.stream().filter(Thread::isAlive).count()");
            CompletableFuture<CellOutcome> other = batch.start("{ System.out.println(\"begun\"); while (true) { } }");
            batch.await("begun");

            batch.engine.interrupt();

            assertThat(Notebook.describe(other.get(30, TimeUnit.SECONDS))).startsWith("Interrupted");
            batch.run("for (Thread each : readers) { each.join(500); }");
            assertThat(spinning).isNotEqualTo("0");
            assertThat(batch.value("readers.stream().filter(Thread::isAlive).count()"))
                    .isEqualTo(spinning);
        }
    }

    @Test
    void volatileLoop_endsWithoutInterrupt() {
        notebook.run("volatile boolean seen = false; var spinning = new CountDownLatch(1);");
        notebook.run("Thread loyal = new Thread(() -> { spinning.countDown(); while (!seen) { } });"
                + " loyal.start(); spinning.await();");
        notebook.run("seen = true;");

        assertThat(notebook.value("loyal.join(20_000); loyal.isAlive()")).isEqualTo("false");
    }

    @Test
    void ownThread_interruptedByTheCell_isFoundInterruptedByItsNextStatementAndNotByTheNextCell() {
        assertThat(notebook.value("Thread.currentThread().interrupt(); Thread.sleep(10);"))
                .startsWith("java.lang.InterruptedException");
        assertThat(notebook.value("Thread.currentThread().interrupt();\nThread.interrupted()"))
                .isEqualTo("true");
        notebook.run("Thread.currentThread().interrupt();");
        assertThat(notebook.value("Thread.interrupted()")).isEqualTo("false");
    }
}
