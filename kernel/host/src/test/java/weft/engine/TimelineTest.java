package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Timelines of code in a real user VM: what is woven, recorded and put together holds true. */
class TimelineTest {

    private static final String PLATFORM = "Thread::new";
    private static final String VIRTUAL = "Thread.ofVirtual()::unstarted";

    private static Notebook notebook;

    @BeforeAll
    static void open() throws IOException {
        notebook = new Notebook();
        notebook.run("""
                Object lock = new Object();
                ReentrantLock key = new ReentrantLock();
                Function<Runnable, Thread> maker = Thread::new;
                Thread named(String name, Runnable body) {
                    Thread thread = maker.apply(body);
                    thread.setName(name);
                    return thread;
                }
                List<Thread> several(int howMany, Runnable body) {
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 1; i <= howMany; i++) threads.add(named("t" + i, body));
                    return threads;
                }
                void runAll(List<Thread> threads) throws InterruptedException {
                    for (Thread thread : threads) thread.start();
                    for (Thread thread : threads) thread.join();
                }
                """);
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    @BeforeEach
    void forgetWhatWasShown() {
        notebook.forgetWhatWasShown();
    }

    /** Which kinds of threads this JDK has. */
    static List<String> makers() {
        return Runtime.version().feature() < 21 ? List.of(PLATFORM) : List.of(PLATFORM, VIRTUAL);
    }

    private static void make(String maker) {
        assertThat(notebook.value("maker = " + maker + ";")).isEmpty();
    }

    private static void record(String body) {
        assertThat(notebook.value("Timeline t = Timeline.record(() -> {\n" + body + "\n});"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("makers")
    void sleepers_overlap(String maker) {
        make(maker);
        record("""
                List<Thread> sleepers = several(3, () -> {
                    try { Thread.sleep(600_000); } catch (InterruptedException e) { }
                });
                for (Thread each : sleepers) each.start();
                for (Thread each : sleepers) {
                    while (each.getState() != Thread.State.TIMED_WAITING) Thread.yield();
                }
                // What lasts for less than 50 µs is no overlap.
                long asleep = System.nanoTime();
                while (System.nanoTime() - asleep < 1_000_000) Thread.onSpinWait();
                for (Thread each : sleepers) each.interrupt();
                for (Thread each : sleepers) each.join();""");

        assertThat(notebook.value("t.maxAtOnce(ThreadState.SLEEPING)")).isEqualTo("3");
        assertThat(notebook.value("t.overlap(\"t1\", \"t3\").toMillis() > 0")).isEqualTo("true");
    }

    @ParameterizedTest
    @MethodSource("makers")
    void synchronizedSection_neverOverlapsItself(String maker) {
        make(maker);
        record("""
                runAll(several(3, () -> {
                    for (int i = 0; i < 50; i++) {
                        synchronized (lock) { LockSupport.parkNanos(100_000); }
                    }
                }));""");

        assertThat(notebook.value("t.require().exclusive(\"lock\"); t.resource(\"lock\").holds().size()"))
                .isEqualTo("150");
    }

    /** Virtual threads that wait for a monitor are memory that the collector goes through, with its own kind of map. */
    @ParameterizedTest
    @MethodSource("makers")
    void synchronizedSection_whoseObjectIsMovedWhileThreadsWait_staysOneLock(String maker) {
        make(maker);
        for (int round = 0; round < 5; round++) {
            record("""
                    Object young = new Object();
                    List<Thread> waiting = several(3, () -> { synchronized (young) { Thread.onSpinWait(); } });
                    synchronized (young) {
                        for (Thread each : waiting) each.start();
                        for (Thread each : waiting) {
                            while (each.getState() != Thread.State.BLOCKED) Thread.yield();
                        }
                        System.gc();
                    }
                    for (Thread each : waiting) each.join();""");

            assertThat(notebook.value("t.resources().size() + \" \" + t.resource(\"young\").holds().size()"))
                    .isEqualTo("1 4");
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void synchronizedMethod_isSeenWithItsWaits(String maker) {
        make(maker);
        notebook.run("""
                class Till {
                    int sum;
                    synchronized void openTo(List<Thread> threads) throws InterruptedException {
                        for (Thread thread : threads) thread.start();
                        while (threads.stream().noneMatch(t -> t.getState() == Thread.State.BLOCKED)) Thread.yield();
                        Thread.sleep(1);
                    }
                    synchronized int add(int n) throws InterruptedException {
                        if (n < 0) throw new IllegalArgumentException("no");
                        return sum += n;
                    }
                }
                Till till = new Till();
                """);
        record("""
                List<Thread> clerks = several(3, () -> {
                    try {
                        till.add(1);
                        till.add(-1);
                    } catch (IllegalArgumentException | InterruptedException e) { }
                });
                till.openTo(clerks);
                for (Thread clerk : clerks) clerk.join();""");

        assertThat(notebook.value("t.require().exclusive(\"till\"); till.sum")).isEqualTo("3");
        assertThat(notebook.value("t.resource(\"till\").holds().stream().noneMatch(hold -> hold.end().isOpen())"))
                .isEqualTo("true");
        assertThat(notebook.value("t.waited(\"t1\", \"till\").plus(t.waited(\"t2\", \"till\"))"
                        + ".plus(t.waited(\"t3\", \"till\")).toNanos() > 0"))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @MethodSource("makers")
    void lockFromAnEarlierCell_isSeenUnderItsName(String maker) {
        make(maker);
        record("""
                List<Thread> both = several(2, () -> {
                    key.lock();
                    try { Thread.sleep(1); } catch (InterruptedException e) { } finally { key.unlock(); }
                });
                key.lock();
                for (Thread each : both) each.start();
                while (key.getQueueLength() < 2) Thread.yield();
                key.unlock();
                for (Thread each : both) each.join();""");

        assertThat(notebook.value("t.require().exclusive(\"key\"); t.resource(\"key\").holds().size()"))
                .isEqualTo("3");
        assertThat(notebook.value("t.waited(\"t1\", \"key\").plus(t.waited(\"t2\", \"key\")).toNanos() > 0"))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @MethodSource("makers")
    void join_endsAfterTheThread(String maker) {
        make(maker);
        record("runAll(several(2, () -> { try { Thread.sleep(20); } catch (InterruptedException e) { } }));");

        String ordered = """
                t.links().stream().filter(link -> link.kind().word().equals("join")).count() + " "
                    + t.links().stream().allMatch(link -> link.fromNanos() <= link.toNanos())""";
        assertThat(notebook.value(ordered)).isEqualTo("2 true");
    }

    @Test
    void poolOfThree_neverRunsFourTasks() {
        record("""
                ExecutorService workers = Executors.newFixedThreadPool(3);
                List<Future<?>> results = new ArrayList<>();
                CyclicBarrier three = new CyclicBarrier(3);
                for (int i = 0; i < 9; i++) {
                    results.add(workers.submit(() -> { three.await(); Thread.sleep(1); return 1; }));
                }
                for (Future<?> result : results) result.get();
                workers.shutdown();""");

        assertThat(notebook.value("t.maxTasksAtOnce(\"workers\")")).isEqualTo("3");
        assertThat(notebook.value("t.pools().get(0).tasks().size()")).isEqualTo("9");
    }

    @Test
    void localVariables_fieldsAndElements_haveTheNamesOfTheSource() {
        notebook.run("class Account { final Object mutex = new Object(); }");
        record("""
                Account account = new Account();
                Object[] forks = { new Object(), new Object() };
                ReadWriteLock book = new ReentrantReadWriteLock();
                Semaphore seats = new Semaphore(1);
                CountDownLatch done = new CountDownLatch(1);
                synchronized (account.mutex) { Thread.sleep(1); }
                synchronized (forks[1]) { Thread.sleep(1); }
                book.readLock().lock();
                book.readLock().unlock();
                seats.acquire();
                seats.release();
                new Thread(() -> { try { Thread.sleep(5); } catch (InterruptedException e) { } done.countDown(); }).start();
                done.await();""");

        assertThat(notebook.value("t.resources().stream().map(r -> r.name()).toList()"))
                .isEqualTo("[account.mutex, forks[1], book.readLock, seats, done]");
    }

    @Test
    void viewsOfAStampedLock_areTheLock() {
        record("""
                StampedLock sl = new StampedLock();
                sl.asWriteLock().lock();
                sl.asWriteLock().unlock();
                long stamp = sl.writeLock();
                sl.unlockWrite(stamp);
                Lock reads = sl.asReadWriteLock().readLock();
                reads.lock();
                reads.unlock();
                stamp = sl.readLock();
                sl.unlockRead(stamp);""");

        assertThat(notebook.value("t.resources().stream().map(r -> r.name() + \" \" + r.holds().size()).toList()"))
                .isEqualTo("[sl.writeLock 2, sl.readLock 2]");
    }

    @Test
    void stampOfAStampedLock_tellsWhichLockIsConvertedAndGivenBack() {
        record("""
                StampedLock sl = new StampedLock();
                long stamp = sl.readLock();
                stamp = sl.tryConvertToWriteLock(stamp);
                stamp = sl.tryConvertToReadLock(stamp);
                sl.unlock(stamp);
                stamp = sl.tryConvertToWriteLock(sl.tryOptimisticRead());
                stamp = sl.tryConvertToWriteLock(stamp);
                stamp = sl.tryConvertToOptimisticRead(stamp);
                long one = sl.readLock(), two = sl.readLock();
                if (sl.tryConvertToWriteLock(one) != 0) throw new IllegalStateException();
                sl.unlock(two);
                sl.unlock(one);""");

        assertThat(notebook.value("t.resources().stream().map(r -> r.name() + \" \" + r.holds().size() + \" \""
                        + " + r.holds().stream().anyMatch(hold -> hold.end().isOpen())).toList()"))
                .isEqualTo("[sl.readLock 3 false, sl.writeLock 2 false]");
    }

    @Test
    void viewOfAStampedLock_fromBeforeTheRecording_hasTheNameOfItsLock() {
        notebook.run("""
                StampedLock ledger = new StampedLock();
                Lock reading = ledger.asReadLock();
                """);
        record("""
                reading.lock();
                reading.unlock();
                ledger.asWriteLock().lock();
                ledger.asWriteLock().unlock();""");

        assertThat(notebook.value("t.resources().stream().map(r -> r.name() + \" \" + r.holds().size()).toList()"))
                .isEqualTo("[ledger.readLock 1, ledger.writeLock 1]");
    }

    @Test
    void methodReferences_areSeenToo() {
        record("""
                CountDownLatch gate = new CountDownLatch(1);
                List<Thread> all = several(2, () -> { key.lock(); key.unlock(); gate.countDown(); });
                all.forEach(Thread::start);
                Callable<Boolean> waits = () -> { gate.await(); return true; };
                Runnable locks = key::lock;
                locks.run();
                Thread.sleep(5);
                key.unlock();
                waits.call();
                for (Thread thread : all) thread.join();""");

        assertThat(notebook.value("t.links().stream().filter(link -> link.kind().word().equals(\"start\")).count()"))
                .isEqualTo("2");
        assertThat(notebook.value("t.resource(\"key\").holds().size()")).isEqualTo("3");
    }

    /** {@code execute} belongs to Executor, and what the reference takes with it is an ExecutorService. */
    @Test
    void methodReference_ofAnInheritedMethod_runs() {
        assertThat(notebook.value("""
                ExecutorService one = Executors.newSingleThreadExecutor();
                CountDownLatch ran = new CountDownLatch(1);
                Consumer<Runnable> gives = one::execute;
                gives.accept(ran::countDown);
                one.shutdown();
                ran.await(10, TimeUnit.SECONDS)""")).isEqualTo("true");
    }
}
