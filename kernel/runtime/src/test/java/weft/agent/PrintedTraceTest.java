package weft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrintedTraceTest {

    @Test
    void inTheNotebooksNames_framesOfCells_areNamedAsTheirAuthorNamedThem() {
        String printed = """
                REPL.$JShell$12$Account$Overdrawn: no money
                \tat cells//REPL.$JShell$35.lambda$do_it$$0(cell 14:1)
                \tat cells//REPL.$JShell$12B.part(cell 2:3)
                \tat cells//REPL.$JShell$13$Account.lambda$pay$0(cell 3:4)
                \tat cells//REPL.$JShell$13$Account$Entry.<init>(cell 3:5)
                \tat cells//REPL.$JShell$36.do_it$(cell 15:2)
                \tat java.base/jdk.internal.reflect.DirectMethodHandleAccessor.invoke(DirectMethodHandleAccessor.java:104)
                \tat java.base/java.lang.reflect.Method.invoke(Method.java:565)
                \tat weft.agent.SnippetRunner.call(SnippetRunner.java:83)
                \tat weft.agent.UserVmMain.main(UserVmMain.java:73)
                Caused by: java.lang.Error
                \t... 8 more
                """;

        assertThat(PrintedTrace.inTheNotebooksNames(printed).lines())
                .containsExactly(
                        "Account$Overdrawn: no money",
                        "\tat lambda (cell 14, line 1)",
                        "\tat part (cell 2, line 3)",
                        "\tat lambda in Account.pay (cell 3, line 4)",
                        "\tat new Account.Entry (cell 3, line 5)",
                        "\tat cell 15, line 2",
                        "Caused by: java.lang.Error",
                        "\t... 8 more");
    }

    @Test
    void inTheNotebooksNames_framesAroundTheBodyOfAThread_areLeftOut() {
        String printed = """
                Exception in thread "w" java.lang.Error
                \tat cells//REPL.$JShell$35.lambda$do_it$$0(cell 14:1)
                \tat weft.threads.Threads.lambda$quietWhenInterrupted$1(Threads.java:211)
                \tat weft.timeline.capture.Probes$Body.run(Probes.java:211)
                \tat weft.threads.Pool.submit(Pool.java:99)
                \tat java.base/java.lang.Thread.run(Thread.java:1474)
                """;

        assertThat(PrintedTrace.inTheNotebooksNames(printed).lines())
                .containsExactly(
                        "Exception in thread \"w\" java.lang.Error",
                        "\tat lambda (cell 14, line 1)",
                        "\tat weft.threads.Pool.submit(Pool.java:99)",
                        "\tat java.base/java.lang.Thread.run(Thread.java:1474)");
    }

    @Test
    void print_toAWriterThatFlushesAtTheEndOfALine_arrives() {
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        PrintWriter writer = new PrintWriter(arrived, true, StandardCharsets.UTF_8);

        PrintedTrace.print(new IllegalStateException("no money"), writer);

        assertThat(arrived.toString(StandardCharsets.UTF_8))
                .startsWith("java.lang.IllegalStateException: no money" + System.lineSeparator())
                .endsWith(System.lineSeparator())
                .doesNotEndWith(System.lineSeparator() + System.lineSeparator());
    }
}
