package weft.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import weft.timeline.capture.Probes;

/**
 * The scheduler in your own hands: real threads that move one step at a time, in an order that you write down.
 *
 * <pre>{@code
 * Trace trace = Schedule.of("A B A B")
 *         .watch("count", () -> count)
 *         .thread("A", () -> { int read = step("reads", () -> count); step("writes"); count = read + 1; })
 *         .thread("B", () -> { int read = step("reads", () -> count); step("writes"); count = read + 1; })
 *         .run();
 * }</pre>
 *
 * <p><b>Lesson.</b> A race is an order of steps that the program allows and its author forgot. Here the order is
 * forced, so the outcome is the same in every run, on one core and on many. What follows a {@code step} belongs to it,
 * up to the next one. When the written turns are used up, the threads alternate. The turn of a thread that waits for a
 * lock is skipped, so the same order given to a program with a lock shows how the lock forbids it.
 *
 * <p><b>What it does not claim.</b> That this order is likely without a schedule, nor anything about values that one
 * core has not shown to another yet: the hand-over of a turn makes every write visible.
 *
 * <p><b>Threads.</b> All state is guarded by this object's monitor. A turn is given only when every thread waits at a
 * step, waits for a lock or has ended; so of the threads of one schedule one runs at a time.
 */
public final class Schedule {

    private static final ThreadLocal<@Nullable Schedule> CURRENT = new ThreadLocal<>();
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Map<String, Player> players = new LinkedHashMap<>();
    private final Turns turns;
    private final List<Trace.Step> steps = new ArrayList<>();
    private String watched = "";
    private Supplier<?> watch = () -> "";
    private @Nullable Player turn;
    private int stamped;
    private boolean stuck;

    /** What ends a thread that can never go on; it stands in the trace. */
    private static final class Stuck extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Stuck() {
            super("can never go on: every thread waits for a lock that another holds");
        }
    }

    private Schedule(Collection<String> turns) {
        this.turns = new Turns(turns, players);
    }

    /** One step each, in the order in which the threads are named. */
    public static Schedule alternating() {
        return new Schedule(List.of());
    }

    /** The turns as names with blanks between them, for example {@code "A B B A"}. */
    public static Schedule of(String turns) {
        return new Schedule(Arrays.asList(turns.strip().split("\\s+")));
    }

    /** Shows this value behind each step. */
    public synchronized Schedule watch(String name, Supplier<?> value) {
        watched = name;
        watch = value;
        return this;
    }

    public synchronized Schedule thread(String name, Task body) {
        if (players.put(name, new Player(name, body)) != null) {
            throw new IllegalArgumentException(
                    "two threads are named \"" + name + "\"; give each a name of its own, as in .thread(\"B\", …)");
        }
        return this;
    }

    /** Runs the threads to their end, or until none can move, and tells what happened. A schedule runs once. */
    public Trace run() {
        List<Thread> threads = threads();
        threads.forEach(Threads::begin);
        Threads.joinOrStop(threads);
        return trace();
    }

    private synchronized List<Thread> threads() {
        turns.check();
        return players.values().stream()
                .map(player -> new Thread(Probes.body(() -> play(player)), player.name))
                .collect(Collectors.toList());
    }

    private synchronized Trace trace() {
        stamp();
        Map<String, Throwable> failures = new LinkedHashMap<>();
        for (Player player : players.values()) {
            if (player.failure != null) {
                failures.put(player.name, player.failure);
            }
        }
        return new Trace(List.copyOf(players.keySet()), steps, watched, failures, stuck);
    }

    private void play(Player player) {
        CURRENT.set(this);
        try {
            player.body.run();
        } catch (Throwable failure) {
            fail(player, failure);
        } finally {
            CURRENT.remove();
            synchronized (this) {
                player.state = Player.State.ENDED;
                turn = turn == player ? null : turn;
                giveTurn();
            }
        }
    }

    private synchronized void fail(Player player, Throwable failure) {
        player.failure = failure;
        if (!(failure instanceof Interrupted)) {
            record("✘ " + failure.getClass().getSimpleName());
        }
    }

    static void pass(String what) {
        Schedule schedule = CURRENT.get();
        if (schedule != null) {
            schedule.awaitTurn(what);
        }
    }

    static <T> T pass(String what, Supplier<T> value) {
        Schedule schedule = CURRENT.get();
        if (schedule == null) {
            return value.get();
        }
        synchronized (schedule) {
            schedule.awaitOwnTurn(what);
            T seen = value.get();
            schedule.record(what + " " + seen);
            return seen;
        }
    }

    /** Adds a line to the running schedule's trace without being a step. */
    static void note(String what) {
        Schedule schedule = CURRENT.get();
        if (schedule != null) {
            schedule.record(what);
        }
    }

    static boolean isRunning() {
        return CURRENT.get() != null;
    }

    /** Takes a lock at this thread's turn; while it is another's, this thread's turns are skipped. */
    static void lock(String name, Object lock, BooleanSupplier tryLock) {
        Schedule schedule = Objects.requireNonNull(CURRENT.get(), "no schedule runs in this thread");
        schedule.acquire(name, lock, tryLock);
    }

    /** Says that the lock is free again: those who wait for it may have turns. */
    static void unlocked(String name, Object lock) {
        Schedule schedule = CURRENT.get();
        if (schedule != null) {
            schedule.release(name, lock);
        }
    }

    private synchronized void acquire(String name, Object lock, BooleanSupplier tryLock) {
        boolean said = false;
        awaitOwnTurn("locks " + name);
        while (!tryLock.getAsBoolean()) {
            if (!said) {
                record("waits for " + name);
                said = true;
            }
            Player me = me();
            me.lock = lock;
            me.state = Player.State.WAITING_FOR_LOCK;
            awaitTurnAs(me, "locks " + name);
        }
        record("locks " + name);
    }

    private synchronized void release(String name, Object lock) {
        record("unlocks " + name);
        for (Player player : players.values()) {
            if (player.state == Player.State.WAITING_FOR_LOCK && player.lock == lock) {
                player.state = Player.State.AT_STEP;
            }
        }
    }

    private synchronized void awaitTurn(String what) {
        awaitOwnTurn(what);
        record(what);
    }

    private void awaitOwnTurn(String what) {
        Player me = me();
        me.state = Player.State.AT_STEP;
        awaitTurnAs(me, what);
    }

    private synchronized void awaitTurnAs(Player me, String what) {
        giveTurn();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (turn != me) {
            if (stuck) {
                throw new Stuck();
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException("\"" + me.name + "\" waited " + LIMIT.toSeconds() + " s to do \"" + what
                        + "\", because \"" + turns.latest()
                        + "\" does not come to its next step; take locks by NamedLock,"
                        + " which a schedule knows");
            }
            try {
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                throw Interrupted.restoringFlag("waiting for its turn", e);
            }
        }
        turn = null;
        me.state = Player.State.RUNNING;
    }

    /** Gives the next turn once all is quiet; as long as one thread runs, who is next cannot be known. */
    private synchronized void giveTurn() {
        if (stuck
                || turn != null
                || players.values().stream().anyMatch(player -> player.state == Player.State.RUNNING)) {
            return;
        }
        stamp();
        turn = turns.next();
        if (turn == null) {
            stuck = players.values().stream().anyMatch(player -> player.state == Player.State.WAITING_FOR_LOCK);
        }
        notifyAll();
    }

    private synchronized void record(String what) {
        stamp();
        steps.add(new Trace.Step(me().name, what, ""));
    }

    /** Puts the watched value behind the steps that are done now. */
    private synchronized void stamp() {
        for (; stamped < steps.size(); stamped++) {
            Trace.Step done = steps.get(stamped);
            steps.set(stamped, new Trace.Step(done.thread(), done.what(), String.valueOf(watch.get())));
        }
    }

    private Player me() {
        return Objects.requireNonNull(players.get(Thread.currentThread().getName()), "a thread changed its name");
    }
}
