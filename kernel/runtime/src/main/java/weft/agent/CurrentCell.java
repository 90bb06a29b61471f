package weft.agent;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import weft.display.Cells;

/**
 * The cell that a thread belongs to: the one that was running when the thread was made. Inherited by threads, pools'
 * workers, timers and virtual threads; the common pool and cleaners do not inherit, and fall back to the cell that runs
 * now, else to the last one.
 *
 * <p>A cell is the host's number for one run; 0 stands for none.
 */
final class CurrentCell {

    static final InheritableThreadLocal<Integer> OF_THREAD = new InheritableThreadLocal<>();

    /** Where code has asked for a cell by {@link Cells.Output#run}. Inherited, as the cell of a thread is. */
    private static final InheritableThreadLocal<Integer> ASKED_FOR = new InheritableThreadLocal<>();

    private static volatile int latest;
    private static volatile boolean outputToLatest;

    private CurrentCell() {}

    /** Begins a cell on the calling thread. */
    static void enter(int cell) {
        latest = cell;
        OF_THREAD.set(cell);
    }

    static int get() {
        Integer cell = OF_THREAD.get();
        return cell == null ? latest : cell;
    }

    /** The cell under which the calling thread's output stands: its own, if nobody wants it otherwise. */
    static int forOutput() {
        if (!outputToLatest) {
            return get();
        }
        Integer asked = ASKED_FOR.get();
        return asked == null ? latest : asked;
    }

    /** Whether all threads write under the cell that runs now, or ran last. */
    static void outputToLatest(boolean wanted) {
        outputToLatest = wanted;
    }

    /** Makes the calling thread belong to another cell, and returns what {@link #restore} needs. */
    static @Nullable Integer swap(int cell) {
        Integer before = OF_THREAD.get();
        OF_THREAD.set(cell);
        return before;
    }

    static void restore(@Nullable Integer before) {
        if (before == null) {
            OF_THREAD.remove();
        } else {
            OF_THREAD.set(before);
        }
    }

    /** The cells as a learner's code asks for them. */
    static final class Register implements Cells.Register {
        @Override
        public int current() {
            return get();
        }

        @Override
        public <T> T callIn(int cell, Callable<T> code) throws Exception {
            Integer before = swap(cell);
            Integer askedBefore = ASKED_FOR.get();
            ASKED_FOR.set(cell);
            try {
                return code.call();
            } finally {
                restore(before);
                if (askedBefore == null) {
                    ASKED_FOR.remove();
                } else {
                    ASKED_FOR.set(askedBefore);
                }
            }
        }
    }
}
