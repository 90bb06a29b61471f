package weft.agent;

import org.jspecify.annotations.Nullable;

/**
 * The cell that a thread belongs to: the one that was running when the thread was made. Inherited by threads, pools'
 * workers, timers and virtual threads; the common pool and cleaners do not inherit, and fall back to the cell that runs
 * now, else to the last one.
 *
 * <p>A cell is the host's number for one run; 0 stands for none.
 */
final class CurrentCell {

    static final InheritableThreadLocal<Integer> OF_THREAD = new InheritableThreadLocal<>();

    private static volatile int latest;

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
}
