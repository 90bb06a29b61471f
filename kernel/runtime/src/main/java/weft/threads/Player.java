package weft.threads;

import org.jspecify.annotations.Nullable;

/**
 * A thread of a {@link Schedule}.
 *
 * <p><b>Threads.</b> Guarded by the schedule's monitor.
 */
final class Player {

    enum State {
        RUNNING,
        AT_STEP,
        WAITING_FOR_LOCK,
        ENDED
    }

    final String name;
    final Task body;
    State state = State.RUNNING;

    /** What it waits for, as long as it waits for a lock. */
    @Nullable Object lock;

    @Nullable Throwable failure;

    Player(String name, Task body) {
        this.name = name;
        this.body = body;
    }
}
