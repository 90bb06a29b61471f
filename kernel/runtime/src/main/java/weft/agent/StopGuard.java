package weft.agent;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.SwitchPoint;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The guard woven into every loop and every calling method of a cell. Until somebody interrupts it is a constant that
 * does nothing, which the compiler removes: no memory is read, so a data race stays as visible as in plain Java.
 * (A check that reads a flag, volatile or opaque, makes a racy {@code while (!stop)} end by luck.)
 *
 * <p>To stop, the {@link SwitchPoint} behind the guards of a class is invalidated; each of them then falls to
 * {@link #decide}, which throws in threads of a stopped cell. When these have ended, {@link #settle} lets the guards of
 * other threads become constants again. Each class has a switch point of its own, because to invalidate one takes back
 * its compiled code: a racy loop of another cell would read its flag anew, and end by luck.
 */
public final class StopGuard {

    private static final MethodHandle NOTHING = MethodHandles.zero(void.class);
    private static final MethodHandle DECIDE;

    private static final Set<Integer> stopped = ConcurrentHashMap.newKeySet();

    /** Class name → what is behind its guards. */
    private static final Map<String, OfClass> guarded = new ConcurrentHashMap<>();

    private static volatile boolean settled = true;

    static {
        try {
            MethodType type = MethodType.methodType(void.class, MutableCallSite.class, OfClass.class);
            DECIDE = MethodHandles.lookup().findStatic(StopGuard.class, "decide", type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class OfClass {
        private volatile SwitchPoint quiet = new SwitchPoint();

        /** New guards and old ones: the former see the new switch point, the latter fall through the old one. */
        SwitchPoint replace() {
            SwitchPoint before = quiet;
            quiet = new SwitchPoint();
            return before;
        }
    }

    private StopGuard() {}

    /** Links one guard; named in the bytecode that the host weaves. */
    public static CallSite bootstrap(MethodHandles.Lookup caller, String name, MethodType type) {
        MutableCallSite site = new MutableCallSite(type);
        link(site, of(caller.lookupClass().getName()));
        return site;
    }

    private static OfClass of(String className) {
        OfClass fresh = new OfClass();
        OfClass known = guarded.putIfAbsent(className, fresh);
        return known == null ? fresh : known;
    }

    /** Links a guard that nobody has: the first one takes as long as hundreds after it. */
    static void warmUp() {
        link(new MutableCallSite(MethodType.methodType(void.class)), new OfClass());
    }

    /** Reads {@code quiet} before {@code settled}: {@link #stop} sets them the other way round, so none slips through. */
    private static void link(MutableCallSite site, OfClass guards) {
        SwitchPoint present = guards.quiet;
        MethodHandle decide = MethodHandles.insertArguments(DECIDE, 0, site, guards);
        site.setTarget(settled ? present.guardWithTest(NOTHING, decide) : decide);
    }

    @SuppressWarnings("unused") // called through DECIDE
    private static void decide(MutableCallSite site, OfClass guards) {
        if (mustStop(CurrentCell.get())) {
            throw StopSignal.INSTANCE;
        }
        if (settled) {
            link(site, guards);
        }
    }

    static boolean mustStop(int cell) {
        return !stopped.isEmpty() && stopped.contains(cell);
    }

    /** From now on threads of this cell end at their next guard, if it stands in one of these classes. */
    static synchronized void stop(int cell, Set<String> classNames) {
        stopped.add(cell);
        settled = false;
        SwitchPoint[] before = guarded.entrySet().stream()
                .filter(entry -> classNames.contains(entry.getKey()))
                .map(entry -> entry.getValue().replace())
                .toArray(SwitchPoint[]::new);
        if (before.length > 0) {
            SwitchPoint.invalidateAll(before);
        }
    }

    /** From now on threads of this cell end at their next guard, wherever it stands. */
    static void stopEverywhere(int cell) {
        stop(cell, Set.copyOf(guarded.keySet()));
    }

    /** Lets guards become constants again. A thread of a stopped cell that still lives may then run on. */
    static synchronized void settle() {
        settled = true;
    }
}
