package weft.threads;

import java.util.Locale;
import java.util.Optional;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * Two threads count references to one object, in an order that shows what an unguarded count does. Forced, so the
 * outcome is the same in every run.
 *
 * <p><b>Lesson.</b> The same two programs, the same order of turns, four ways to guard the count. Unguarded, one
 * leaks and one frees too early; a lock, an atomic count or the one Gil make both right, because the turn of a thread
 * that would cut in is not to be had.
 *
 * <p><b>What it does not claim.</b> That CPython ever loses a count so: its Gil is there to prevent it, and a build
 * without the Gil counts with other means.
 *
 * @param counting how the count was guarded
 * @param references how many references there really are at the end
 * @param count what the count says at the end
 * @param freed whether the object was freed
 * @param trace who read and wrote what, in order
 */
public record RefRace(Counting counting, int references, int count, boolean freed, Trace trace) implements Displayable {

    /** Two threads hold a reference each, and both release it: 0 references are left. A lost release leaks. */
    public static RefRace leak(Counting counting) {
        Gil gil = counting == Counting.UNDER_GIL ? Gil.on() : Gil.off();
        RefCounted<String> object = object(counting, gil);
        gil.run(object::retain);
        Trace trace = Schedule.alternating()
                .watch("count", object::count)
                .thread("A", () -> gil.run(object::release))
                .thread("B", () -> gil.run(object::release))
                .run();
        return new RefRace(counting, 0, object.count(), object.isFreed(), trace);
    }

    /**
     * The maker keeps a reference until A and B have taken one each; then the maker and A release theirs and B goes on
     * using the object: 1 reference is left. A lost retain frees it under B's hands.
     */
    public static RefRace freedTooEarly(Counting counting) {
        Gil gil = counting == Counting.UNDER_GIL ? Gil.on() : Gil.off();
        RefCounted<String> object = object(counting, gil);
        Trace taking = Schedule.alternating()
                .watch("count", object::count)
                // It does nothing yet; but the first column of the trace is its own.
                .thread("maker", () -> {})
                .thread("A", () -> gil.run(object::retain))
                .thread("B", () -> gil.run(object::retain))
                .run();
        Trace leaving = Schedule.of("maker ".repeat(8) + "A ".repeat(8) + "B")
                .watch("count", object::count)
                .thread("maker", () -> gil.run(object::release))
                .thread("A", () -> gil.run(object::release))
                .thread("B", () -> gil.run(() -> Threads.step("uses", object::use)))
                .run();
        Trace whole = taking.then(leaving);
        return new RefRace(counting, 1, object.count(), object.isFreed(), whole);
    }

    private static RefCounted<String> object(Counting counting, Gil gil) {
        return counting == Counting.UNDER_GIL
                ? RefCounted.underGil("list", "[1, 2, 3]", gil)
                : RefCounted.of("list", "[1, 2, 3]", counting);
    }

    /** The error that the last user met, if the object was freed too early. */
    public Optional<UseAfterFree> useAfterFree() {
        return trace.failure(UseAfterFree.class);
    }

    /** "right", "leaked" or "freed too early". */
    public String verdict() {
        if (freed == (references == 0)) {
            return "right";
        }
        return freed ? "freed too early" : "leaked";
    }

    public Table table() {
        return new Table(
                "The count is " + words(),
                trace.table().columns(),
                trace.table().rows(),
                sentence());
    }

    private String words() {
        return counting == Counting.UNDER_GIL
                ? "under the GIL"
                : counting.name().toLowerCase(Locale.ROOT);
    }

    private String sentence() {
        String seen = references + (references == 1 ? " reference, count " : " references, count ") + count + ": ";
        return seen
                + switch (verdict()) {
                    case "leaked" -> "leaked. Nobody can reach the object and nobody will ever free it.";
                    case "freed too early" ->
                        "freed too early, while B still uses it.\n"
                                + useAfterFree().map(UseAfterFree::getMessage).orElse("");
                    default -> freed ? "right. The last release freed the object." : "right. B may still use it.";
                };
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
