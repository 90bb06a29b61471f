package weft.timeline.capture;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.ResourceKind;

/** What a monitor's instructions tell, and the bodies of threads and of forked tasks, while a recording is on. */
final class MonitorProbe {

    private static final MethodType SITE = MethodType.methodType(void.class, String.class, Object.class);
    private static final MethodHandle ENTERING = ProbeSites.find(MonitorProbe.class, "entering", SITE);
    private static final MethodHandle ENTERED = ProbeSites.find(MonitorProbe.class, "entered", SITE);
    private static final MethodHandle EXITING = ProbeSites.find(MonitorProbe.class, "exiting", SITE);
    private static final MethodHandle BODY =
            ProbeSites.find(Probes.class, "bodyOrNull", MethodType.methodType(Runnable.class, Runnable.class));

    private static final MethodType OF_TASK = MethodType.methodType(void.class, Object.class);
    private static final MethodHandle COMPUTING = ProbeSites.find(ForkJoinTracks.class, "computing", OF_TASK);
    private static final MethodHandle COMPUTED = ProbeSites.find(ForkJoinTracks.class, "computed", OF_TASK);

    private MonitorProbe() {}

    static MethodHandle of(String name, String source) {
        return switch (name) {
            case "entering" -> MethodHandles.insertArguments(ENTERING, 0, source);
            case "entered" -> MethodHandles.insertArguments(ENTERED, 0, source);
            case "exiting" -> MethodHandles.insertArguments(EXITING, 0, source);
            case "body" -> BODY;
            case "computing" -> COMPUTING;
            case "computed" -> COMPUTED;
            default -> throw new IllegalArgumentException("No probe has the name \"" + name + '"');
        };
    }

    static void entering(String source, @Nullable Object monitor) {
        // Entering null throws, and that is not ours to do.
        if (monitor != null) {
            Probes.acquiring(monitor, source, ResourceKind.MONITOR);
        }
    }

    static void entered(String source, Object monitor) {
        Probes.acquired(monitor, source, ResourceKind.MONITOR);
    }

    static void exiting(String source, Object monitor) {
        Probes.releasing(monitor, source, ResourceKind.MONITOR);
    }
}
