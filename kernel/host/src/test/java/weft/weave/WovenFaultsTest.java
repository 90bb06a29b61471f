package weft.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import weft.timeline.model.Timeline;

/** Faults of a program with probes are those of the program without them. */
class WovenFaultsTest {

    @SuppressWarnings("InfiniteRecursion") // That is the fault.
    static final class Bottomless implements Runnable {
        @Override
        public void run() {
            assertThatThrownBy(this::inBlock).isInstanceOf(StackOverflowError.class);
            assertThatThrownBy(this::method).isInstanceOf(StackOverflowError.class);
            assertThatThrownBy(Bottomless::ofTheClass).isInstanceOf(StackOverflowError.class);
            assertThat(Thread.holdsLock(this)).isFalse();
            assertThat(Thread.holdsLock(Bottomless.class)).isFalse();
        }

        private void inBlock() {
            synchronized (this) {
                inBlock();
            }
        }

        private synchronized void method() {
            method();
        }

        private static synchronized void ofTheClass() {
            ofTheClass();
        }
    }

    /** The way out of a monitor has a probe, and a probe that fails there must not come back to itself. */
    @Test
    void endlessRecursionInAMonitor_overflowsTheStack_andLeavesTheMonitor() throws Exception {
        Woven.instance(Bottomless.class).run();
        Runnable woven = Woven.instance(Bottomless.class);
        Timeline.record(woven::run);
    }

    static final class OnNull implements Runnable {
        private final Thread[] threads = new Thread[1];

        @Override
        public void run() {
            try {
                threads[0].join(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** As without a probe, the JVM says what is null, and the trace begins where the call stands. */
    @Test
    void callOnNull_saysWhatIsNull() throws Exception {
        Runnable woven = Woven.instance(OnNull.class);
        Consumer<Runnable> checked = calls -> assertThatThrownBy(calls::run)
                .isInstanceOf(NullPointerException.class)
                .hasMessage("Cannot invoke \"java.lang.Thread.join(long)\" because \"threads[0]\" is null")
                .satisfies(thrown ->
                        assertThat(thrown.getStackTrace()[0].getMethodName()).isEqualTo("run"));

        checked.accept(woven);
        checked.accept(() -> Timeline.record(woven::run));
    }
}
