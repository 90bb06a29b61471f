package weft.timeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weft.timeline.model.Pause;
import weft.timeline.model.Source;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;

/** Real recordings of this VM. Times are compared with what the threads themselves read from the clock. */
class JfrSourceTest {

    private interface Work {
        void run() throws Exception;
    }

    private static Evidence record(Work work) throws Exception {
        JfrSource source = new JfrSource();
        source.begin();
        work.run();
        return source.end();
    }

    private static List<Sighting> of(Evidence evidence, Thread thread, ThreadState state) {
        return evidence.sightings().stream()
                .filter(seen -> seen.threadId() == thread.getId() && seen.state() == state)
                .sorted(Comparator.comparingLong(Sighting::startNanos))
                .toList();
    }

    @Test
    void sleep_isSeenWhereItWas() throws Exception {
        List<long[]> slept = new ArrayList<>();

        Evidence evidence = record(() -> {
            for (int i = 0; i < 20; i++) {
                long before = System.nanoTime();
                Thread.sleep(3);
                slept.add(new long[] {before, System.nanoTime()});
            }
        });

        List<Sighting> seen = of(evidence, Thread.currentThread(), ThreadState.SLEEPING);
        assertThat(seen).hasSize(20);
        for (int i = 0; i < 20; i++) {
            assertThat(seen.get(i).startNanos()).isGreaterThan(slept.get(i)[0] - Timeline.ORDER_NANOS);
            assertThat(seen.get(i).endNanos()).isLessThan(slept.get(i)[1] + Timeline.ORDER_NANOS);
            assertThat(seen.get(i).detail()).isEqualTo("sleep of 3 ms");
            assertThat(seen.get(i).source()).isEqualTo(Source.EXACT);
        }
        assertThat(evidence.notes()).isEmpty();
    }

    @Test
    void locks_areBlocking_andNameTheHolder() throws Exception {
        Object monitor = new Object();
        ReentrantLock lock = new ReentrantLock();
        Thread enters = new Thread(() -> {
            synchronized (monitor) {
                Thread.onSpinWait();
            }
        });
        Thread locks = new Thread(() -> {
            lock.lock();
            try {
                Thread.onSpinWait();
            } finally {
                lock.unlock();
            }
        });

        Evidence evidence = record(() -> {
            lock.lock();
            try {
                synchronized (monitor) {
                    enters.start();
                    locks.start();
                    Threads.awaitState(enters, Thread.State.BLOCKED);
                    Threads.awaitState(locks, Thread.State.WAITING);
                }
            } finally {
                lock.unlock();
            }
            enters.join();
            locks.join();
        });

        assertThat(of(evidence, enters, ThreadState.BLOCKED))
                .singleElement()
                .extracting(Sighting::detail)
                .isEqualTo(
                        "monitor of Object, held by " + Thread.currentThread().getName());
        assertThat(of(evidence, locks, ThreadState.BLOCKED))
                .isNotEmpty()
                .allSatisfy(seen -> assertThat(seen.detail()).isEqualTo("ReentrantLock"));
    }

    @Test
    void join_isNoWaitOnAMonitor_andALatchIs() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        Thread waiter = new Thread(() -> Threads.uninterruptibly(latch::await), "waiter");

        Thread joiner = Thread.currentThread();
        Thread opener = new Thread(() -> {
            Threads.awaitState(waiter, Thread.State.WAITING);
            Threads.awaitState(joiner, Thread.State.WAITING);
            latch.countDown();
        });

        Evidence evidence = record(() -> {
            waiter.start();
            opener.start();
            waiter.join();
            opener.join();
        });

        assertThat(of(evidence, waiter, ThreadState.WAITING))
                .isNotEmpty()
                .allSatisfy(seen -> assertThat(seen.detail()).isEqualTo("CountDownLatch"));
        assertThat(of(evidence, Thread.currentThread(), ThreadState.JOINING))
                .anySatisfy(seen -> assertThat(seen.detail()).isEqualTo("join of waiter"));
    }

    @Test
    void files_areReadAndWrittenInOnePiece(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("big.bin");

        Evidence evidence = record(() -> Files.write(file, new byte[1 << 20]));

        List<Sighting> writes = of(evidence, Thread.currentThread(), ThreadState.IO);
        assertThat(writes)
                .isNotEmpty()
                .allSatisfy(seen -> assertThat(seen.detail()).startsWith("write " + file));
        assertThat(writes.size()).isLessThan(128);
        assertThat(writes.stream().mapToLong(JfrSourceTest::bytes).sum()).isEqualTo(1 << 20);
    }

    private static long bytes(Sighting seen) {
        String words = seen.detail().substring(seen.detail().lastIndexOf(", ") + 2);
        return Long.parseLong(words.replaceAll("\\D", ""));
    }

    @Test
    void sockets_saySideAndSize() throws Exception {
        Evidence evidence = record(JfrSourceTest::sendHello);

        assertThat(of(evidence, Thread.currentThread(), ThreadState.IO))
                .anySatisfy(seen -> assertThat(seen.detail()).matches("read from .*:\\d+, 5 bytes"));
    }

    private static void sendHello() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            client.getOutputStream().write("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(accepted.getInputStream().readNBytes(5)).hasSize(5);
        }
    }

    @Test
    void threadsOfTheRecording_haveLives_withParents() throws Exception {
        Thread grandchild = new Thread(() -> {}, "grandchild");
        Thread child = new Thread(
                () -> {
                    grandchild.start();
                    Threads.uninterruptibly(grandchild::join);
                },
                "child");

        Evidence evidence = record(() -> {
            child.start();
            child.join();
        });

        assertThat(evidence.lives()).extracting(ThreadLife::name).containsExactly("child", "grandchild");
        assertThat(evidence.lives())
                .extracting(ThreadLife::parentId)
                .containsExactly(Thread.currentThread().getId(), child.getId());
        assertThat(evidence.lives())
                .allSatisfy(life -> assertThat(life.endNanos()).isGreaterThan(life.startNanos()));
    }

    @Test
    void collections_arePauses_withTheirCause() throws Exception {
        Evidence evidence = record(System::gc);

        assertThat(evidence.pauses()).extracting(Pause::name).contains("GC (System.gc())");
    }

    @Test
    void end_withoutABegin_saysWhatIsMissing() {
        Evidence evidence = new JfrSource().end();

        assertThat(evidence.notes())
                .singleElement()
                .satisfies(note -> assertThat(note.text()).contains("waits inside libraries"));
    }
}
