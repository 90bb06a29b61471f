package weft.threads;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * Two objects that refer to each other and to which nobody else does: what counting makes of them, and what a collector
 * does.
 *
 * <p><b>Lesson.</b> Each object's last name goes, and its count falls from 2 to 1: the other one still refers to it. No
 * count reaches zero, so counting alone never frees them; CPython has a second collector for such cycles. The JVM's
 * collector asks another question: can any thread still get there? It frees both.
 *
 * @param counts what is left of each count when all names are gone
 * @param freedByCounting whether a count reached zero
 * @param freedByCollector whether the JVM took both back
 * @param collections how many collections were asked for until then
 */
public record UnreachableCycle(List<Integer> counts, boolean freedByCounting, boolean freedByCollector, int collections)
        implements Displayable {

    /** A request may be ignored, and one collection may miss young objects; many will not. */
    private static final int MOST_COLLECTIONS = 100;

    private static final long WAIT_MILLIS = 50;

    /** Refers to its partner; only the collector ever follows that. */
    private static final class Node {
        @SuppressWarnings("UnusedVariable")
        private @Nullable Object partner;
    }

    /** Makes the cycle, lets go of it, and waits until the collector has answered, a few seconds at most. */
    public static UnreachableCycle run() {
        List<RefCounted<Node>> counted = counted();
        List<Integer> counts = counted.stream().map(RefCounted::count).toList();
        boolean freed = counted.stream().anyMatch(RefCounted::isFreed);
        ReferenceQueue<Node> queue = new ReferenceQueue<>();
        List<WeakReference<Node>> watched = unreachable(queue);
        int collections = collect(queue, watched.size());
        boolean gone = watched.stream().allMatch(reference -> reference.get() == null);
        return new UnreachableCycle(counts, freed, gone, collections);
    }

    /** Two names and two fields, each a counted reference; then the names go. */
    private static List<RefCounted<Node>> counted() {
        RefCounted<Node> a = RefCounted.of("a", new Node(), Counting.ATOMIC);
        RefCounted<Node> b = RefCounted.of("b", new Node(), Counting.ATOMIC);
        a.use().partner = b;
        b.retain();
        b.use().partner = a;
        a.retain();
        a.release();
        b.release();
        return List.of(a, b);
    }

    /** In a method of its own, so that no variable of a running method refers to the nodes any longer. */
    private static List<WeakReference<Node>> unreachable(ReferenceQueue<Node> queue) {
        Node a = new Node();
        Node b = new Node();
        a.partner = b;
        b.partner = a;
        return List.of(new WeakReference<>(a, queue), new WeakReference<>(b, queue));
    }

    private static int collect(ReferenceQueue<Node> queue, int expected) {
        int answered = 0;
        for (int i = 1; i <= MOST_COLLECTIONS; i++) {
            System.gc();
            try {
                while (answered < expected && queue.remove(WAIT_MILLIS) != null) {
                    answered++;
                }
            } catch (InterruptedException e) {
                throw Interrupted.restoringFlag("waiting for the collector", e);
            }
            if (answered == expected) {
                return i;
            }
        }
        return MOST_COLLECTIONS;
    }

    public Table table() {
        return new Table(
                        "Two objects that refer to each other",
                        List.of("", "left of the counts", "freed?"),
                        List.of(),
                        "")
                .row("counting", counts.get(0) + " and " + counts.get(1), freedByCounting ? "yes" : "never")
                .row("the JVM's collector", "it keeps none", freedByCollector ? "yes, both" : "not yet")
                .note("Collections asked for: " + collections + ".");
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
