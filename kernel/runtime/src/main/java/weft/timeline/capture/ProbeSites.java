package weft.timeline.capture;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.SwitchPoint;

/**
 * Links the probes that the host weaves into cells. A probe is an {@code invokedynamic}. While no recording is on it is
 * a constant: the call itself, or nothing at all. The compiler inlines that, so no field is read, no lock coarsening is
 * lost, and a stack trace shows no frame of Weft. Turning recording on or off invalidates one {@link SwitchPoint};
 * each site then links itself anew when it is next reached.
 *
 * <p><b>Threads.</b> Sites are linked by the thread that reaches them; {@link #switchOn} and {@link #switchOff} are
 * called under the lock of {@link Recording}.
 */
public final class ProbeSites {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle RELINK =
            find("relink", MethodType.methodType(MethodHandle.class, Site.class, MutableCallSite.class));

    private static volatile SwitchPoint phase = new SwitchPoint();
    private static volatile boolean on;

    private ProbeSites() {}

    /** What a site is made of: its target for each phase. */
    private record Site(MethodHandle off, Recorded on) {}

    private interface Recorded {
        MethodHandle handle();
    }

    static MethodHandle find(Class<?> owner, String method, MethodType type) {
        try {
            return LOOKUP.findStatic(owner, method, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static MethodHandle find(String method, MethodType type) {
        return find(ProbeSites.class, method, type);
    }

    /**
     * Links a call in the place of a call of the JDK.
     *
     * @param method the name of the method
     * @param original the call as it was
     * @param source the receiver as the source names it; empty where it has no name
     */
    public static CallSite call(
            MethodHandles.Lookup caller, String method, MethodType type, MethodHandle original, String source) {
        linking();
        Class<?> owner = type.parameterType(0);
        Probe probe = ProbeTable.find(owner, method, descriptor(original, false), false);
        boolean isView = probe != null && probe.hook() == Hook.VIEW;
        MethodHandle checked = NullReceiver.checked(original, method, source);
        MethodHandle off = isView ? recorded(owner, method, checked, source, false) : checked;
        return link(off, () -> recorded(owner, method, checked, source, false));
    }

    /** As {@link #call}, of a static method. */
    public static CallSite staticCall(
            MethodHandles.Lookup caller, String method, MethodType type, MethodHandle original, String source) {
        linking();
        // In a class that extends Thread, sleep is called by way of that class.
        Class<?> owner = caller.revealDirect(original).getDeclaringClass();
        return link(original, () -> recorded(owner, method, original, source, true));
    }

    /** The call with its probe, if it is one that has a probe. */
    static MethodHandle recorded(
            Class<?> owner, String method, MethodHandle original, String source, boolean isStatic) {
        Probe probe = ProbeTable.find(owner, method, descriptor(original, isStatic), isStatic);
        return probe == null ? original : new CallProbe(probe, source).around(original);
    }

    /** Without the receiver, which a handle has as its first parameter. */
    private static String descriptor(MethodHandle original, boolean isStatic) {
        MethodType type = original.type();
        return (isStatic ? type : type.dropParameterTypes(0, 1)).toMethodDescriptorString();
    }

    /**
     * Links a probe beside an instruction.
     *
     * @param name {@code entering}, {@code entered} or {@code exiting}, of a monitor; {@code computing} or
     *     {@code computed}, of a forked task; or {@code body}, of a thread
     * @param source the monitor as the source names it
     */
    public static CallSite beside(MethodHandles.Lookup caller, String name, MethodType type, String source) {
        linking();
        MethodHandle nothing = name.equals("body")
                ? MethodHandles.identity(Runnable.class)
                : MethodHandles.empty(MethodType.methodType(void.class, Object.class));
        return link(nothing.asType(type), () -> MonitorProbe.of(name, source).asType(type));
    }

    /** The time that linking takes must not look like a wait. */
    private static void linking() {
        ThreadLog log = Probes.log();
        if (log != null) {
            log.linking();
        }
    }

    private static CallSite link(MethodHandle off, Recorded recorded) {
        MutableCallSite site = new MutableCallSite(off.type());
        relink(new Site(off, recorded), site);
        return site;
    }

    /** Reads {@code phase} before {@code on}; the switch sets them the other way round, so no site misses it. */
    private static MethodHandle relink(Site site, MutableCallSite callSite) {
        linking();
        SwitchPoint present = phase;
        MethodHandle target = on ? site.on().handle() : site.off();
        MethodHandle again = MethodHandles.foldArguments(
                MethodHandles.exactInvoker(target.type()), MethodHandles.insertArguments(RELINK, 0, site, callSite));
        callSite.setTarget(present.guardWithTest(target, again));
        return target;
    }

    static void switchOn(Session session) {
        Probes.enter(session);
        turn(true);
    }

    static void switchOff() {
        turn(false);
        Probes.enter(null);
    }

    private static void turn(boolean recording) {
        on = recording;
        SwitchPoint before = phase;
        phase = new SwitchPoint();
        SwitchPoint.invalidateAll(new SwitchPoint[] {before});
    }
}
