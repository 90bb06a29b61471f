package weft.agent;

import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs before {@link UserVmMain}: keeps the VM's instrumentation, and opens what only the agent may see. */
public final class Premain {

    private static @Nullable Instrumentation instrumentation;

    private Premain() {}

    /**
     * Opens what {@link CellThreads}, {@link BlockedSocket} and {@link NotebookConsole} need to the agent alone. An option on the command line would open
     * them to the learner's code too, which then would behave as in no other VM.
     */
    public static void premain(@Nullable String options, Instrumentation given) {
        instrumentation = given;
        Module base = Object.class.getModule();
        Module agent = Premain.class.getModule();
        Map<String, Set<Module>> opened = new HashMap<>();
        for (String name : List.of("java.lang", "java.io", "java.net", "jdk.internal.vm", "jdk.internal.io")) {
            if (base.getPackages().contains(name)) {
                opened.put(name, Set.of(agent));
            }
        }
        given.redefineModule(base, Set.of(), Map.of(), opened, Set.of(), Map.of());
    }

    static Instrumentation instrumentation() {
        Instrumentation given = instrumentation;
        if (given == null) {
            throw new IllegalStateException("The user VM was started without -javaagent:weft-runtime.jar");
        }
        return given;
    }
}
