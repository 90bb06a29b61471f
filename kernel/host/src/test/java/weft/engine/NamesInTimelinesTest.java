package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What locks and pools are called in timelines of a real user VM, and waits that no event of the JDK tells of. */
class NamesInTimelinesTest {

    private static Notebook notebook;

    @BeforeAll
    static void open() throws IOException {
        notebook = new Notebook();
        notebook.run("""
                import java.net.*;
                class Account { final Object mutex = new Object(); synchronized void pay() { } }
                Object left = new Object(), right = new Object();
                Object same = left;
                Account mine = new Account();
                Object inner = mine.mutex;
                ExecutorService crew = Executors.newSingleThreadExecutor();
                void both(Object one, Object other) { synchronized (one) { synchronized (other) { } } }
                void runOn(Executor anything) throws Exception { CompletableFuture.runAsync(() -> { }, anything).get(); }
                """);
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    private static String names(String body) {
        assertThat(notebook.value("Timeline t = Timeline.record(() -> {\n" + body + "\n});"))
                .isEmpty();
        return notebook.value("t.resources().stream().map(r -> r.name()).sorted().toList()");
    }

    @Test
    void lockThatIsHandedToAMethod_hasTheNameOfItsVariable() {
        assertThat(names("both(left, right); both(right, left);")).isEqualTo("[left, right]");
    }

    @Test
    void lockOfTwoVariables_hasTheNameInTheSource() {
        assertThat(names("synchronized (same) { }")).isEqualTo("[same]");
    }

    @Test
    void lockInAnObject_keepsItsPath() {
        assertThat(names("synchronized (mine.mutex) { }")).isEqualTo("[mine.mutex]");
    }

    @Test
    void lockThatNoVariableHolds_keepsTheNameOfTheParameter() {
        assertThat(names("both(new Object(), right);")).isEqualTo("[one, right]");
    }

    @Test
    void objectThatIsItsOwnLock_hasTheNameOfItsVariable_elseOfItsClass() {
        assertThat(names("mine.pay(); new Account().pay();")).isEqualTo("[Account, mine]");
    }

    @Test
    void poolThatIsHandedToAMethod_hasTheNameOfItsVariable() {
        names("runOn(crew);");

        assertThat(notebook.value("t.pools().get(0).name()")).isEqualTo("crew");
    }

    @Test
    void waitForAConnection_isOneForTheOtherSide() {
        names("""
                ServerSocket server = new ServerSocket(0);
                Thread host = new Thread(() -> {
                    try { server.accept().close(); } catch (IOException e) { }
                }, "host");
                host.start();
                while (Arrays.stream(host.getStackTrace()).noneMatch(f -> f.getMethodName().equals("accept"))) Thread.yield();
                Thread.sleep(1);
                new Socket("localhost", server.getLocalPort()).close();
                host.join();""");

        assertThat(notebook.value("t.timeIn(\"host\", ThreadState.IO).toNanos() > 0"))
                .isEqualTo("true");
    }
}
