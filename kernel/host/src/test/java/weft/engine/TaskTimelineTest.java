package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Timelines of cells whose tasks reach their workers by other ways than a plain executor; a real user VM. */
class TaskTimelineTest {

    private static Notebook notebook;

    @BeforeAll
    static void open() throws IOException {
        notebook = new Notebook();
        notebook.run("""
                class Sum extends RecursiveTask<Integer> {
                    final int from, to;
                    Sum(int from, int to) { this.from = from; this.to = to; }
                    @Override protected Integer compute() {
                        if (to - from == 1) {
                            LockSupport.parkNanos(2_000_000);
                            if (from < 0) throw new IllegalArgumentException("less than nothing");
                            return from;
                        }
                        Sum left = new Sum(from, (from + to) / 2), right = new Sum((from + to) / 2, to);
                        left.fork();
                        return right.compute() + left.join();
                    }
                }
                long links(Timeline t, String kind) {
                    return t.links().stream().filter(link -> link.kind().name().equals(kind)).count();
                }
                boolean ranAfterSubmit(Timeline t) {
                    return t.pools().stream().flatMap(pool -> pool.tasks().stream())
                        .allMatch(task -> !task.hasStarted() || task.end().orAt(Long.MAX_VALUE) >= task.submittedNanos());
                }
                """);
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    private static void record(String body) {
        assertThat(notebook.value("Timeline t = Timeline.record(() -> {\n" + body + "\n});"))
                .isEmpty();
    }

    private static String tasks() {
        return notebook.value("t.pools().get(0).name() + \" \" + t.pools().get(0).tasks().stream()"
                + ".filter(task -> task.hasStarted() && task.worker() != null).count()");
    }

    @Test
    void scheduledTask_isDrawnWithItsPoolAndItsCause() {
        record("""
                ScheduledExecutorService later = Executors.newScheduledThreadPool(1);
                ScheduledFuture<Integer> result = later.schedule(() -> 7, 20, TimeUnit.MILLISECONDS);
                later.schedule(() -> { }, 20, TimeUnit.MILLISECONDS).get();
                result.get();
                later.shutdown();""");

        assertThat(tasks()).isEqualTo("later 2");
        assertThat(notebook.value("links(t, \"SUBMIT\") + \" \" + ranAfterSubmit(t)"))
                .isEqualTo("2 true");
        assertThat(notebook.value("t.pools().get(0).tasks().stream().allMatch(task ->"
                        + " task.started().or(0) - task.submittedNanos() >= 20_000_000)"))
                .isEqualTo("true");
    }

    @Test
    void repeatedTask_isOneTaskForEachRun() {
        record("""
                ScheduledExecutorService beats = Executors.newScheduledThreadPool(1);
                CountDownLatch three = new CountDownLatch(3);
                ScheduledFuture<?> beat = beats.scheduleAtFixedRate(three::countDown, 1, 3, TimeUnit.MILLISECONDS);
                three.await();
                beat.cancel(false);
                beats.shutdown();
                beats.awaitTermination(10, TimeUnit.SECONDS);""");

        assertThat(notebook.value("t.pools().get(0).name()")).isEqualTo("beats");
        assertThat(notebook.value("t.pools().get(0).tasks().size() >= 3 && ranAfterSubmit(t)"))
                .isEqualTo("true");
        assertThat(notebook.value("links(t, \"SUBMIT\") == t.pools().get(0).tasks().size()"))
                .isEqualTo("true");
        assertThat(notebook.value("t.maxTasksAtOnce(\"beats\") <= 1")).isEqualTo("true");
    }

    @Test
    void chainedTasks_areDrawnOnTheirExecutorWithTheirCause() {
        record("""
                ExecutorService crew = Executors.newFixedThreadPool(2);
                CompletableFuture<Integer> six = CompletableFuture.supplyAsync(() -> 6, crew);
                CompletableFuture<Void> all = six.thenApplyAsync(n -> n * 7, crew)
                    .thenCombineAsync(six, (a, b) -> a + b, crew)
                    .thenComposeAsync(n -> CompletableFuture.completedFuture(n), crew)
                    .whenCompleteAsync((n, thrown) -> { }, crew)
                    .thenAcceptAsync(n -> { }, crew)
                    .thenRunAsync(() -> { }, crew);
                all.join();
                crew.shutdown();""");

        assertThat(notebook.value("t.pools().size() + \" \" + t.pools().get(0).tasks().size()"))
                .isEqualTo("1 7");
        assertThat(notebook.value("t.pools().get(0).name()")).isEqualTo("crew");
        assertThat(notebook.value("links(t, \"SUBMIT\") + \" \" + ranAfterSubmit(t)"))
                .isEqualTo("7 true");
        assertThat(notebook.value("t.pools().get(0).longestQueue() <= 1")).isEqualTo("true");
    }

    @Test
    void poolInAVariableOfItsOwnClass_isDrawnToo() {
        notebook.run("""
                class Crew extends ThreadPoolExecutor {
                    Crew() { super(2, 2, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()); }
                }
                class NoPool { String submit(Callable<String> task) throws Exception { return task.call(); } }""");
        record("""
                Crew crew = new Crew();
                crew.execute(() -> { });
                crew.submit(() -> 1).get();
                crew.invokeAll(List.<Callable<Integer>>of(() -> 2, () -> 3));
                new NoPool().submit(() -> "no task");
                crew.shutdown();
                crew.awaitTermination(10, TimeUnit.SECONDS);""");

        assertThat(tasks()).isEqualTo("crew 4");
        assertThat(notebook.value("ranAfterSubmit(t)")).isEqualTo("true");
    }

    @Test
    void refusedTask_isNoTaskOfThePool() {
        record("""
                ThreadPoolExecutor small = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
                CountDownLatch go = new CountDownLatch(1);
                for (int i = 0; i < 3; i++) {
                    try {
                        small.submit(() -> { go.await(); return 0; });
                    } catch (RejectedExecutionException e) {
                        go.countDown();
                    }
                }
                small.shutdown();
                small.awaitTermination(10, TimeUnit.SECONDS);""");

        assertThat(tasks()).isEqualTo("small 2");
        assertThat(notebook.value("t.pools().get(0).longestQueue()")).isEqualTo("1");
    }

    @Test
    void chainedTask_withoutExecutor_isDrawnToo() {
        record("CompletableFuture.supplyAsync(() -> 1).thenApplyAsync(n -> n + 1).join();");

        assertThat(notebook.value("t.pools().size() + \" \" + t.pools().get(0).tasks().size() + \" \""
                        + " + links(t, \"SUBMIT\")"))
                .isEqualTo("1 2 2");
    }

    @Test
    void forkedTasks_areDrawnOnTheirWorkers() {
        record("""
                ForkJoinPool pool = new ForkJoinPool(2);
                if (pool.invoke(new Sum(0, 8)) != 28) throw new IllegalStateException();
                pool.shutdown();""");

        // The root, and seven halves: the other halves are computed by calls.
        assertThat(tasks()).isEqualTo("pool 8");
        assertThat(notebook.value("links(t, \"SUBMIT\") + \" \" + ranAfterSubmit(t)"))
                .isEqualTo("8 true");
        assertThat(notebook.value("t.pools().get(0).workers().size() <= 2 && t.maxTasksAtOnce(\"pool\") >= 1"))
                .isEqualTo("true");
        assertThat(notebook.value("t.pools().get(0).tasks().stream().allMatch(task -> task.name().equals(\"Sum\")"
                        + " && !task.end().isOpen())"))
                .isEqualTo("true");
    }

    @Test
    void forkedTask_thatThrows_hasAnEnd() {
        record("""
                ForkJoinPool pool = new ForkJoinPool(1);
                try { pool.invoke(new Sum(-1, 0)); } catch (IllegalArgumentException e) { }
                pool.shutdown();""");

        assertThat(tasks()).isEqualTo("pool 1");
        assertThat(notebook.value("t.pools().get(0).tasks().get(0).end().isOpen()"))
                .isEqualTo("false");
    }

    @Test
    void forkedTasks_withoutRecording_compute() {
        assertThat(notebook.value("new ForkJoinPool(2).invoke(new Sum(0, 8))")).isEqualTo("28");
    }
}
