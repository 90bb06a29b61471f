package weft.timeline.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static weft.threads.Threads.joinAll;
import static weft.threads.Threads.start;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import weft.threads.NamedLock;

/**
 * What the watch says, look by look: how soon it says so is the number of looks times the time between two, 100 ms, and
 * what a look takes on the machine.
 */
class WatchTest {

    private final Recording recording = Recording.start(RecordingOptions.of("Watched"));
    private final List<Watch.Stuck> told = new ArrayList<>();
    private final Watch watch = new Watch(recording, told::add);
    private final NamedLock a = new NamedLock("a");
    private final NamedLock b = new NamedLock("b");
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endThreads() {
        threads.forEach(Thread::interrupt);
        joinAll(threads);
        recording.stop();
    }

    @Test
    void ring_isToldAtTheSecondLook_andAtEachOneAfter() {
        CyclicBarrier both = new CyclicBarrier(2);
        Thread one = waitsFor(b, "one", a, both);
        Thread two = waitsFor(a, "two", b, both);
        awaitWaiting();

        watch.look();
        assertThat(told).isEmpty();

        watch.look();
        watch.look();
        assertThat(told).hasSize(2).allSatisfy(stuck -> {
            assertThat(stuck.ring()).containsExactlyInAnyOrder(one, two);
            assertThat(stuck.all()).containsExactlyInAnyOrder(one, two);
        });
    }

    @Test
    void waiterBehindTheRing_isStuckButNotOfIt() {
        CyclicBarrier both = new CyclicBarrier(2);
        Thread one = waitsFor(b, "one", a, both);
        Thread two = waitsFor(a, "two", b, both);
        awaitWaiting();
        Thread behind = waitsFor(a, "behind", new NamedLock("own"), new CyclicBarrier(1));
        awaitWaiting();

        watch.look();
        watch.look();

        assertThat(told).singleElement().satisfies(stuck -> {
            assertThat(stuck.ring()).containsExactlyInAnyOrder(one, two);
            assertThat(stuck.all()).containsExactlyInAnyOrder(one, two, behind);
        });
    }

    @Test
    void waitersForAThreadThatCanGoOn_areNotToldHoweverOftenItLooks() {
        a.run(() -> {
            waitsFor(a, "one", new NamedLock("first"), new CyclicBarrier(1));
            waitsFor(a, "two", new NamedLock("second"), new CyclicBarrier(1));
            awaitWaiting();

            watch.look();
            watch.look();
            watch.look();
        });

        assertThat(told).isEmpty();
    }

    @Test
    void closed_lookThatIsStillOnItsWay_tellsNothing() {
        CyclicBarrier both = new CyclicBarrier(2);
        waitsFor(b, "one", a, both);
        waitsFor(a, "two", b, both);
        awaitWaiting();
        watch.look();

        watch.close();
        watch.look();

        assertThat(told).isEmpty();
    }

    /** A thread that holds one lock, meets the others, and then waits for another lock. */
    private Thread waitsFor(NamedLock wanted, String name, NamedLock held, CyclicBarrier meeting) {
        Thread thread = start(
                name,
                () -> held.run(() -> {
                    meeting.await();
                    wanted.run(() -> {});
                }));
        threads.add(thread);
        return thread;
    }

    /** A wait at the barrier has another blocker than one for a lock. */
    private void awaitWaiting() {
        for (Thread thread : threads) {
            Threads.await(
                    () -> String.valueOf(LockSupport.getBlocker(thread)).contains("ReentrantLock$NonfairSync"),
                    "thread \"" + thread.getName() + "\" waits for its lock");
        }
    }
}
