package weft.agent;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.SwitchPoint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The guard woven into every loop and every calling method of a cell. Until somebody interrupts it is a constant that
 * does nothing, which the compiler removes: no memory is read, so a data race stays as visible as in plain Java.
 * (A check that reads a flag, volatile or opaque, makes a racy {@code while (!stop)} end by luck.)
 *
 * <p>To stop, the {@link SwitchPoint} behind all guards is invalidated; each guard then falls to {@link #decide}, which
 * throws in threads of a stopped cell. When these have ended, {@link #settle} lets the guards of other threads become
 * constants again.
 */
public final class StopGuard {

    private static final MethodHandle NOTHING = MethodHandles.zero(void.class);
    private static final MethodHandle DECIDE;

    private static final Set<Integer> stopped = ConcurrentHashMap.newKeySet();
    private static volatile SwitchPoint quiet = new SwitchPoint();
    private static volatile boolean settled = true;

    static {
        try {
            MethodType type = MethodType.methodType(void.class, MutableCallSite.class);
            DECIDE = MethodHandles.lookup().findStatic(StopGuard.class, "decide", type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private StopGuard() {}

    /** Links one guard; named in the bytecode that the host weaves. */
    public static CallSite bootstrap(MethodHandles.Lookup caller, String name, MethodType type) {
        MutableCallSite site = new MutableCallSite(type);
        link(site);
        return site;
    }

    /** Links a guard that nobody has: the first one takes as long as hundreds after it. */
    static void warmUp() {
        link(new MutableCallSite(MethodType.methodType(void.class)));
    }

    /** Reads {@code quiet} before {@code settled}: {@link #stop} sets them the other way round, so none slips through. */
    private static void link(MutableCallSite site) {
        SwitchPoint present = quiet;
        MethodHandle decide = DECIDE.bindTo(site);
        site.setTarget(settled ? present.guardWithTest(NOTHING, decide) : decide);
    }

    @SuppressWarnings("unused") // called through DECIDE
    private static void decide(MutableCallSite site) {
        if (mustStop(CurrentCell.get())) {
            throw StopSignal.INSTANCE;
        }
        if (settled) {
            link(site);
        }
    }

    static boolean mustStop(int cell) {
        return !stopped.isEmpty() && stopped.contains(cell);
    }

    /** From now on threads of this cell end at their next guard. */
    static synchronized void stop(int cell) {
        stopped.add(cell);
        settled = false;
        SwitchPoint before = quiet;
        quiet = new SwitchPoint();
        SwitchPoint.invalidateAll(new SwitchPoint[] {before});
    }

    /** Lets guards become constants again. A thread of a stopped cell that still lives may then run on. */
    static synchronized void settle() {
        settled = true;
    }
}
