package weft.agent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Opens what {@link CellThreads}, {@link BlockedSocket}, {@link NotebookConsole} and the timeline's capture need of the
 * JDK, to the agent alone.
 * An option on the command line would open it to the learner's code too, which then would behave as in no other VM.
 */
final class JdkInternals {

    private static final List<String> PACKAGES = List.of(
            "java.lang", "java.io", "java.net", "java.util.concurrent.locks", "jdk.internal.vm", "jdk.internal.io");

    private JdkInternals() {}

    /** Before anything else is done. What a JDK does not have, or does not let go of, is missed where it is used. */
    static void open() {
        Module base = Object.class.getModule();
        Module agent = JdkInternals.class.getModule();
        try {
            // The jar's manifest exports this package. A handle, since the first reflective call costs 6 ms of the
            // launch.
            MethodHandle addOpens = MethodHandles.lookup()
                    .findStatic(
                            Class.forName("jdk.internal.module.Modules"),
                            "addOpens",
                            MethodType.methodType(void.class, Module.class, String.class, Module.class));
            for (String name : PACKAGES) {
                if (base.getPackages().contains(name)) {
                    addOpens.invokeExact(base, name, agent);
                }
            }
        } catch (Throwable e) {
            System.getLogger("weft.agent").log(System.Logger.Level.WARNING, "This JDK does not open its modules", e);
        }
    }
}
