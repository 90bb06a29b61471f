package weft.threads;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import weft.display.Displayable;
import weft.timeline.capture.Probes;
import weft.timeline.capture.TaskTrack;
import weft.timeline.model.ResourceKind;
import weft.wire.MimeBundle;

/**
 * An {@code ExecutorService} that can be looked into: who worked on what, what waited, how many at once.
 *
 * <pre>{@code
 * try (Pool pool = Pool.fixed(3)) {
 *     pool.map(Main::fetch, List.of("a", "b", "c", "d", "e"));
 * }                                // close waits until every task is done
 * }</pre>
 *
 * <p><b>Lesson.</b> A pool makes a few threads and gives them tasks one after the other; what finds no free worker
 * waits in the queue. {@code try (…)} closes the pool, which waits for all its tasks: nobody can forget to join. The
 * JDK's own executors can be closed so since JDK 19; before, one had to write {@code shutdown} and
 * {@code awaitTermination}, and a pool without them kept its workers, and with them the program, alive. This class can
 * be closed on every JDK; {@link #workersAlive} shows the ones that nobody told to go home.
 *
 * <p><b>Threads.</b> Tasks may be submitted by any thread.
 */
public final class Pool implements AutoCloseable, Displayable {

    private static final AtomicInteger MADE = new AtomicInteger();

    private final String kind;
    private final ExecutorService executor;
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private final List<TaskRun> runs = Collections.synchronizedList(new ArrayList<>());
    private final long origin = System.nanoTime();
    private final TaskCounts counts = new TaskCounts();

    /**
     * One task that is done.
     *
     * @param queuedBefore how many tasks waited when it was submitted
     * @param failure what it threw; the executor itself tells nobody who does not ask the future
     */
    public record TaskRun(
            String task,
            String worker,
            int queuedBefore,
            long submittedNanos,
            long startNanos,
            long endNanos,
            Optional<Throwable> failure) {

        public double waitedMillis() {
            return (startNanos - submittedNanos) / 1e6;
        }

        public double ranMillis() {
            return (endNanos - startNanos) / 1e6;
        }
    }

    private Pool(String kind, java.util.function.Function<ThreadFactory, ExecutorService> executor) {
        this.kind = kind;
        String prefix = "pool-" + MADE.incrementAndGet() + "-worker-";
        AtomicInteger made = new AtomicInteger();
        this.executor = executor.apply(body -> new Thread(Probes.body(body), prefix + made.incrementAndGet()));
    }

    private Pool(String kind, ExecutorService executor) {
        this(kind, factory -> executor);
    }

    /** That many workers, never more; further tasks wait in a queue without end. */
    public static Pool fixed(int workers) {
        return new Pool("fixed, " + workers + " workers", factory -> Executors.newFixedThreadPool(workers, factory));
    }

    /** A new worker for each task that finds none free; one idle for a minute goes. Nothing waits, and nothing limits. */
    public static Pool cached() {
        return new Pool("cached", Executors::newCachedThreadPool);
    }

    /** A virtual thread for each task; on a JDK older than 21 platform threads do the work, and one line says so. */
    public static Pool virtual() {
        return new Pool("virtual thread per task", VirtualThreads.perTaskExecutor("virtual-worker-"));
    }

    /** Whether the executors of this JDK can stand in {@code try (…)} themselves: since 19. */
    public static boolean executorsAreCloseable() {
        return AutoCloseable.class.isAssignableFrom(ExecutorService.class);
    }

    /** Hands a task over and returns at once. */
    public Future<?> submit(String name, Task task) {
        return submitCall(name, () -> {
            task.run();
            return name;
        });
    }

    /** Hands a task over that computes something; the future gives it when it is there. */
    public <T> Future<T> submitCall(String name, Callable<T> task) {
        long submittedNanos = now();
        int queued = queueLength();
        TaskTrack track = Probes.submitting(this, "pool", name);
        try {
            Future<T> future = executor.submit(() -> runRecorded(name, queued, submittedNanos, task, track));
            TaskTrack.promised(track, future);
            counts.queued(queueLength());
            return future;
        } catch (RejectedExecutionException e) {
            TaskTrack.refused(track);
            throw new IllegalStateException(
                    "the pool is shut down and takes no task \"" + name + "\"; submit before close()", e);
        }
    }

    /** Applies the function to each item, in the workers, and gives the results in the order of the items. */
    public <T, R> List<R> map(ThrowingFunction<? super T, ? extends R> function, Iterable<T> items) {
        List<Future<R>> futures = new ArrayList<>();
        for (T item : items) {
            futures.add(submitCall(String.valueOf(item), () -> function.apply(item)));
        }
        List<R> results = new ArrayList<>();
        for (Future<R> future : futures) {
            results.add(resultOf(future, futures));
        }
        return results;
    }

    /** A function that may throw anything. */
    @FunctionalInterface
    public interface ThrowingFunction<T, R> {

        R apply(T item) throws Exception;
    }

    private static <R> R resultOf(Future<R> future, List<Future<R>> all) {
        Object waiting = Probes.awaitingResult(future, "");
        try {
            return future.get();
        } catch (InterruptedException e) {
            all.forEach(each -> each.cancel(true));
            throw Interrupted.restoringFlag("waiting for the results of a pool", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception) {
                throw Threads.<RuntimeException>unchecked((Exception) e.getCause());
            }
            throw new IllegalStateException("a task failed", e.getCause());
        } finally {
            Probes.over(waiting);
        }
    }

    private <T> T runRecorded(
            String name, int queuedBefore, long submittedNanos, Callable<T> task, @Nullable TaskTrack track)
            throws Exception {
        workers.add(Thread.currentThread());
        TaskTrack.begin(track);
        counts.begin();
        long start = now();
        Optional<Throwable> failure = Optional.empty();
        try {
            return task.call();
        } catch (Throwable thrown) {
            failure = Optional.of(thrown);
            throw thrown;
        } finally {
            String worker = Thread.currentThread().getName();
            TaskTrack.end(track);
            runs.add(new TaskRun(name, worker, queuedBefore, submittedNanos, start, now(), failure));
            counts.end();
        }
    }

    /** How many tasks wait for a worker now. */
    public int queueLength() {
        return executor instanceof ThreadPoolExecutor threads
                ? threads.getQueue().size()
                : 0;
    }

    /** The most tasks that waited when one had just been handed in. */
    public int longestQueue() {
        return counts.longestQueue();
    }

    /** The most tasks that ran at the same time. */
    public int mostRunning() {
        return counts.mostRunning();
    }

    /** The tasks that are done, in the order in which they ended. */
    public List<TaskRun> runs() {
        synchronized (runs) {
            return List.copyOf(runs);
        }
    }

    /** Which worker did which tasks. */
    public Map<String, List<String>> tasksByWorker() {
        Map<String, List<String>> byWorker = new LinkedHashMap<>();
        runs().forEach(run -> byWorker.computeIfAbsent(run.worker(), first -> new ArrayList<>())
                .add(run.task()));
        return byWorker;
    }

    /** The workers that have not ended: without {@link #close} they wait for tasks that will never come. */
    public List<Thread> workersAlive() {
        return workers.stream().filter(Thread::isAlive).toList();
    }

    public boolean isClosed() {
        return executor.isTerminated();
    }

    /** The executor itself, for what this class does not show. What is submitted to it directly is not recorded. */
    public ExecutorService executor() {
        return executor;
    }

    /** Takes no more tasks and waits until all that were submitted are done; when interrupted it stops them. */
    @Override
    public void close() {
        executor.shutdown();
        Object waiting = Probes.waiting(executor, "", ResourceKind.FUTURE);
        try {
            while (!executor.awaitTermination(1, TimeUnit.DAYS)) {
                executor.shutdown();
            }
            Probes.over(waiting);
            Threads.joinAll(workers);
        } catch (InterruptedException e) {
            executor.shutdownNow();
            throw Interrupted.restoringFlag("closing a pool", e);
        } finally {
            Probes.over(waiting);
        }
    }

    private long now() {
        return System.nanoTime() - origin;
    }

    public Table table() {
        Table table = new Table(
                "Pool: " + kind,
                Arrays.asList("task", "worker", "waited", "ran", "queue when submitted", ""),
                List.of(),
                "");
        for (TaskRun run : runs()) {
            table = table.row(
                    run.task(),
                    run.worker(),
                    String.format(Locale.ROOT, "%.1f ms", run.waitedMillis()),
                    String.format(Locale.ROOT, "%.1f ms", run.ranMillis()),
                    run.queuedBefore(),
                    run.failure().map(thrown -> "✘ " + thrown).orElse(""));
        }
        int alive = workersAlive().size();
        String end = isClosed()
                ? "Closed: every worker has gone."
                : "Not closed: " + alive + (alive == 1 ? " worker waits" : " workers wait") + " for more tasks.";
        return table.note(tasksByWorker().size() + " workers did " + runs().size() + " tasks, at most " + mostRunning()
                + " at once. " + end);
    }

    @Override
    public String toString() {
        return table().toString();
    }

    @Override
    public MimeBundle toDisplay() {
        return table().toDisplay();
    }
}
