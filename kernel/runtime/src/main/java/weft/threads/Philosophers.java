package weft.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicIntegerArray;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * Philosophers round a table, a fork between each two, and two forks needed to eat.
 *
 * <p><b>Lesson.</b> Everybody takes the left fork, and nobody can have the right one. The circle can be broken in
 * three ways: an order of forks that is the same for all, a limit to patience, or a waiter who lets one fewer to the
 * table than there are forks.
 *
 * @param strategy how they took their forks
 * @param meals how often each of them ate
 * @param deadlock the deadlock in which they were stuck, if they were; it has been resolved
 */
public record Philosophers(Strategy strategy, List<Integer> meals, Optional<Deadlock> deadlock) implements Displayable {

    public Philosophers {
        meals = List.copyOf(meals);
    }

    /** How a philosopher takes the forks. */
    public enum Strategy {
        /** Left, then right. They all hold the left one before any takes the right one: stuck in every run. */
        LEFT_THEN_RIGHT,
        /** The fork with the lower number first. */
        LOWER_FIRST,
        /** Left; then right if it comes within some milliseconds, else the left one is put back for a while. */
        TRY_LOCK,
        /** Left, then right; but a waiter lets one fewer to the table than there are forks. */
        WAITER
    }

    private static final class Dinner {
        final int seats;
        final int meals;
        final List<NamedLock> forks = new ArrayList<>();
        final AtomicIntegerArray eaten;
        final CyclicBarrier allHoldLeft;
        final Semaphore waiter;

        Dinner(int seats, int meals) {
            this.seats = seats;
            this.meals = meals;
            for (int i = 1; i <= seats; i++) {
                forks.add(new NamedLock("fork-" + i));
            }
            eaten = new AtomicIntegerArray(seats);
            allHoldLeft = new CyclicBarrier(seats);
            waiter = new Semaphore(seats - 1);
        }

        void sit(Strategy strategy, int seat) throws Exception {
            NamedLock left = forks.get(seat);
            NamedLock right = forks.get((seat + 1) % seats);
            while (eaten.get(seat) < meals) {
                switch (strategy) {
                    case LEFT_THEN_RIGHT -> leftThenRight(seat, left, right);
                    case LOWER_FIRST -> {
                        boolean last = seat == seats - 1;
                        both(seat, last ? right : left, last ? left : right);
                    }
                    case TRY_LOCK -> patiently(seat, left, right);
                    case WAITER -> throughWaiter(seat, left, right);
                }
            }
        }

        private void leftThenRight(int seat, NamedLock left, NamedLock right) {
            left.run(() -> {
                Threads.meet(allHoldLeft);
                right.run(() -> eaten.incrementAndGet(seat));
            });
        }

        private void both(int seat, NamedLock first, NamedLock second) {
            first.run(() -> second.run(() -> eaten.incrementAndGet(seat)));
        }

        private void patiently(int seat, NamedLock left, NamedLock right) {
            boolean[] ate = {false};
            left.run(() -> ate[0] = right.tryRun(Duration.ofMillis(2), () -> eaten.incrementAndGet(seat)));
            if (!ate[0]) {
                // Different for each seat, so that they do not all come back at the same moment.
                Threads.sleep(seat + 1L);
            }
        }

        private void throughWaiter(int seat, NamedLock left, NamedLock right) throws InterruptedException {
            waiter.acquire();
            try {
                both(seat, left, right);
            } finally {
                waiter.release();
            }
        }
    }

    /** Lets them eat so often, or get stuck. A deadlock is resolved before this returns. */
    public static Philosophers dine(int philosophers, int meals, Strategy strategy) {
        if (philosophers < 2 || meals < 1) {
            throw new IllegalArgumentException("no dinner of \"" + philosophers + "\" philosophers and \"" + meals
                    + "\" meals; take at least 2 and 1, for example Philosophers.dine(5, 3, LOWER_FIRST)");
        }
        Dinner dinner = new Dinner(philosophers, meals);
        List<Thread> threads = Threads.startAll(philosophers, "philosopher-", seat -> dinner.sit(strategy, seat));
        try {
            Optional<Deadlock> deadlock = Deadlocks.await(threads);
            // The dinner is over: with one meal given up, who is left would wait at the barrier for one who has gone.
            deadlock.ifPresent(found -> threads.forEach(Thread::interrupt));
            Threads.joinAll(threads);
            List<Integer> eaten = new ArrayList<>();
            for (int seat = 0; seat < philosophers; seat++) {
                eaten.add(dinner.eaten.get(seat));
            }
            return new Philosophers(strategy, eaten, deadlock);
        } catch (Interrupted e) {
            threads.forEach(Thread::interrupt);
            throw e;
        }
    }

    public Table table() {
        String how = strategy.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        Table table = Table.of("Forks taken: " + how, "philosopher", "meals");
        for (int seat = 0; seat < meals.size(); seat++) {
            table = table.row("philosopher-" + (seat + 1), meals.get(seat));
        }
        return table.note(deadlock.map(Deadlock::toString).orElse("Nobody got stuck."));
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
