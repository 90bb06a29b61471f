package weft.timeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import weft.timeline.model.QueueStep;

/** Which tasks waited for a worker; times in milliseconds. */
class PoolQueueTest {

    private static final long MILLI = 1_000_000;

    private final Thread old = new Thread();
    private final Session session = new Session();
    private final Thread one = new Thread();
    private final Thread two = new Thread();
    private final List<TaskTrack> tasks = new ArrayList<>();

    private TaskTrack task(long submitted, @Nullable Thread worker, long started, long ended) {
        TaskTrack task = new TaskTrack(Thread.currentThread(), "", submitted * MILLI);
        task.worker = worker;
        task.startNanos = started * MILLI;
        task.endNanos = ended == Event.OPEN ? ended : ended * MILLI;
        tasks.add(task);
        return task;
    }

    /** Time and length of each step. */
    private List<String> steps() {
        tasks.sort(Comparator.comparingLong(task -> task.submittedNanos));
        List<String> said = new ArrayList<>();
        for (QueueStep step : new PoolQueue(this, tasks, session, new Window(0, 1_000 * MILLI)).steps()) {
            said.add(step.atNanos() / MILLI + ":" + step.length());
        }
        return said;
    }

    @Test
    void taskForANewWorker_isInNoQueue() {
        task(10, one, 60, 100);
        task(20, two, 70, 100);

        assertThat(steps()).isEmpty();
    }

    @Test
    void taskForAFreeWorker_isInNoQueue() {
        task(10, one, 11, 20);
        task(30, one, 31, 40);

        assertThat(steps()).isEmpty();
    }

    @Test
    void taskForABusyWorker_queuesUntilItBegins() {
        task(10, one, 11, 50);
        task(20, one, 51, 60);
        task(30, one, 61, Event.OPEN);

        assertThat(steps()).containsExactly("20:1", "30:2", "51:1", "61:0");
    }

    @Test
    void workerThatWasThereBefore_mayHaveBeenBusy() {
        task(10, old, 200, 300);
        task(10, one, 200, 300);

        assertThat(steps()).containsExactly("10:1", "200:0");
    }

    @Test
    void taskThatNeverRan_queuesWhileAWorkerIsBusy() {
        task(10, one, 11, Event.OPEN);
        task(20, null, 0, Event.OPEN);

        assertThat(steps()).containsExactly("20:1");
    }

    @Test
    void taskThatWasCancelled_isGoneWhenALaterOneBegins() {
        task(10, one, 11, 50);
        task(20, null, 0, Event.OPEN);
        task(30, one, 51, Event.OPEN);

        assertThat(steps()).containsExactly("20:1", "30:2", "51:1", "51:0");
    }

    @Test
    void taskThatWaitsForItsTime_isInNoQueue() {
        task(10, one, 11, 50);
        TaskTrack.waitsForMore(task(20, one, 70, 80));

        assertThat(steps()).isEmpty();
    }
}
