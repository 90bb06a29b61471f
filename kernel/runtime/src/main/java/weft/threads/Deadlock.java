package weft.threads;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * Threads each of which waits for a lock that the next one holds, in a circle: none can ever go on.
 *
 * <p><b>Lesson.</b> Nothing is wrong with any single step. The circle is the fault, and it takes one fixed order of
 * locks, the same for all threads, to make a circle impossible. Once it is there, somebody must give way:
 * {@link #resolve} interrupts one thread, which gives its locks back on its way out, and the others go on.
 *
 * @param waits who waits for what held by whom; the holder of each is the waiter of the next
 */
public record Deadlock(List<Wait> waits) implements Displayable {

    public Deadlock {
        waits = List.copyOf(waits);
    }

    /**
     * One link of the circle.
     *
     * @param endsByInterrupt whether an interrupt ends this wait; the wait for a {@code synchronized} block goes on
     */
    public record Wait(Thread thread, String waitsFor, Thread heldBy, boolean endsByInterrupt) {

        @Override
        public String toString() {
            return thread.getName() + " waits for " + waitsFor + ", held by " + heldBy.getName();
        }
    }

    /** "A waits for y, held by B; B waits for x, held by A". */
    public String sentence() {
        return waits.stream().map(Wait::toString).collect(Collectors.joining("; "));
    }

    /**
     * Lets one thread give way, and returns it. Its wait ends with {@link Interrupted}; waiting for its end shows
     * whether it gave its locks back.
     */
    public Thread resolve() {
        Optional<Wait> victim = waits.stream().filter(Wait::endsByInterrupt).reduce((first, last) -> last);
        if (victim.isEmpty()) {
            throw new IllegalStateException("no thread can give way: \"" + sentence()
                    + "\"; no interrupt ends the wait for a synchronized block, so take these locks as NamedLock");
        }
        Thread thread = victim.get().thread();
        thread.interrupt();
        return thread;
    }

    public Table table() {
        Table table = Table.of("Deadlock", "thread", "waits for", "held by");
        for (Wait wait : waits) {
            table = table.row(
                    wait.thread().getName(), wait.waitsFor(), wait.heldBy().getName());
        }
        return table.note(sentence() + ".");
    }

    @Override
    public String toString() {
        return "Deadlock: " + sentence() + ".";
    }

    @Override
    public MimeBundle toDisplay() {
        return table().toDisplay().with(MimeBundle.TEXT, toString());
    }
}
