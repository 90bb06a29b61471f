package weft.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.junit.jupiter.api.Test;

class CompilerLockTest {

    private final CompilerLock lock = new CompilerLock();

    @Test
    void complete_whileACellRuns_answers() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        Callable<Boolean> cell = () -> {
            running.countDown();
            return answered.await(30, TimeUnit.SECONDS);
        };
        try (JShell shell = shell(cell)) {
            Completer completer = new Completer(shell, lock);
            CompletableFuture<List<SnippetEvent>> run =
                    CompletableFuture.supplyAsync(() -> lock.holding(() -> shell.eval("1 + 1")));
            assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

            Completion completion = completer.complete("\"abc\".leng", 10);
            boolean stillRunning = !run.isDone();
            answered.countDown();

            assertThat(stillRunning).isTrue();
            assertThat(completion.matches()).extracting(Completion.Match::text).contains("length");
            assertThat(run.get(30, TimeUnit.SECONDS).get(0).value()).isEqualTo("2");
        }
    }

    @Test
    void eval_whileOthersComplete_compilesEverySnippet() throws Exception {
        try (JShell shell = shell(() -> true)) {
            Completer completer = new Completer(shell, lock);
            lock.holding(() -> shell.eval("java.util.List<String> list = new java.util.ArrayList<>();"));
            AtomicBoolean stop = new AtomicBoolean();
            CompletableFuture<Void> typing = CompletableFuture.runAsync(() -> {
                while (!stop.get()) {
                    completer.complete("list.add", 8);
                }
            });

            for (int i = 0; i < 60; i++) {
                String source = "int v" + i + " = " + i + ";";
                assertThat(lock.holding(() -> shell.eval(source)))
                        .extracting(SnippetEvent::status)
                        .containsOnly(Snippet.Status.VALID);
            }
            stop.set(true);
            typing.get(30, TimeUnit.SECONDS);
        }
    }

    private JShell shell(Callable<Boolean> beforeEach) {
        ExecutionControlProvider provider = new ExecutionControlProvider() {
            @Override
            public String name() {
                return "releasing";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return new ReleasingControl(beforeEach);
            }
        };
        return JShell.builder().executionEngine(provider, Map.of()).build();
    }

    private final class ReleasingControl extends LocalExecutionControl {
        private final Callable<Boolean> beforeEach;

        ReleasingControl(Callable<Boolean> beforeEach) {
            this.beforeEach = beforeEach;
        }

        @Override
        public String invoke(String className, String methodName)
                throws RunException, EngineTerminationException, InternalException {
            try {
                return lock.releasing(() -> {
                    assertThat(beforeEach.call()).isTrue();
                    return super.invoke(className, methodName);
                });
            } catch (RunException | EngineTerminationException | InternalException e) {
                throw e;
            } catch (Exception e) {
                throw new InternalException(e.toString());
            }
        }
    }
}
