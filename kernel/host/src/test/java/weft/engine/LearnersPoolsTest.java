package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pools that compare their tasks, look at them or hand them on get what a program without a kernel would give them. */
class LearnersPoolsTest {

    private static Notebook notebook;

    @BeforeAll
    static void open() throws IOException {
        notebook = new Notebook();
        notebook.run("""
                List<String> done = Collections.synchronizedList(new ArrayList<>());
                record Job(int urgency) implements Runnable, Comparable<Job> {
                    public void run() { done.add("job " + urgency); }
                    public int compareTo(Job other) { return urgency - other.urgency; }
                }
                void end(ExecutorService pool) throws Exception {
                    pool.shutdown();
                    pool.awaitTermination(30, TimeUnit.SECONDS);
                }
                """);
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    private static String runInOrder(String queue) {
        notebook.run("done.clear(); var open = new CountDownLatch(1);"
                + "ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, " + queue + ");"
                + "Runnable first = () -> { try { open.await(); } catch (InterruptedException e) { } };");
        return notebook.value("pool.execute(first);"
                + "for (int i : new int[] {3, 1, 2}) { pool.execute(new Job(i)); } open.countDown(); end(pool); done");
    }

    @Test
    void priorityQueue_comparesTheTasksThemselves() {
        assertThat(runInOrder("new PriorityBlockingQueue<>()")).isEqualTo("[job 1, job 2, job 3]");
        assertThat(runInOrder("new PriorityBlockingQueue<>(9,"
                        + " Comparator.comparing((Runnable r) -> ((Job) r).urgency()).reversed())"))
                .isEqualTo("[job 3, job 2, job 1]");
    }

    @Test
    void poolOfTheLearnersOwn_seesTheTaskThatItWasGiven() {
        notebook.run("""
                class Seen extends ThreadPoolExecutor {
                    Seen() { super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()); }
                    protected void beforeExecute(Thread worker, Runnable task) { done.add("before " + ((Job) task).urgency()); }
                }
                """);

        for (String type : new String[] {"ThreadPoolExecutor", "Seen"}) {
            assertThat(notebook.value("done.clear(); " + type + " seen = new Seen();"
                            + "seen.execute(new Job(5)); end(seen); done"))
                    .isEqualTo("[before 5, job 5]");
        }
    }

    @Test
    void poolOfTheLearnersOwn_mayCallWhatItOverrides() {
        notebook.run("""
                class Polite extends ScheduledThreadPoolExecutor {
                    Polite() { super(1); }
                    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                        done.add("scheduled");
                        return super.schedule(task, delay, unit);
                    }
                    public Future<?> submit(Runnable task) { return super.submit(task); }
                }
                """);

        assertThat(
                        notebook.value(
                                "done.clear(); ScheduledExecutorService polite = new Polite();"
                                        + "polite.schedule(() -> { done.add(\"ran\"); }, 0, TimeUnit.SECONDS).get(); end(polite); done"))
                .isEqualTo("[scheduled, ran]");
    }
}
