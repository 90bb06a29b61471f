package weft.agent;

import java.io.IOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Gives loaded classes new code. The JDK's instrumentation is loaded when it is first needed: at the start of the VM it
 * would take as long as all the rest of it.
 *
 * <p><b>Threads.</b> Main thread only.
 */
public final class Redefinition {

    private static @Nullable Instrumentation instrumentation;

    private Redefinition() {}

    /** Called by the JDK, as the package {@code java.lang.instrument} describes it. */
    public static void agentmain(@Nullable String options, Instrumentation given) {
        instrumentation = given;
    }

    /** @throws UnsupportedOperationException when the change is one that this VM cannot make */
    static void redefine(List<ClassDefinition> definitions)
            throws IOException, ReflectiveOperationException, UnmodifiableClassException {
        if (instrumentation == null) {
            load();
        }
        Instrumentation loaded = instrumentation;
        if (loaded == null) {
            throw new UnsupportedOperationException("This VM has no instrumentation");
        }
        loaded.redefineClasses(definitions.toArray(ClassDefinition[]::new));
    }

    /** As the JDK's launcher does it for the agent that a jar's manifest names, after which it needs no jar any more. */
    private static void load() throws IOException, ReflectiveOperationException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Launcher-Agent-Class", Redefinition.class.getName());
        attributes.putValue("Can-Redefine-Classes", "true");
        Path jar = Files.createTempFile("weft-", ".jar");
        try {
            new JarOutputStream(Files.newOutputStream(jar), manifest).close();
            Class.forName("sun.instrument.InstrumentationImpl")
                    .getMethod("loadAgent", String.class)
                    .invoke(null, jar.toString());
        } finally {
            Files.delete(jar);
        }
    }
}
