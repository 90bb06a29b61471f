package weft.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;
import weft.display.Renderers;
import weft.timeline.capture.Probes;
import weft.timeline.capture.Variables;
import weft.wire.ClassImage;
import weft.wire.Thrown;
import weft.wire.ToHost;
import weft.wire.ToUserVm;

/** Does what the host asks of the learner's classes: defines, runs, replaces and reads them. Main thread only. */
final class SnippetRunner {

    private final CellClassLoader loader = new CellClassLoader(SnippetRunner.class.getClassLoader());
    private final CellStopper stopper;

    SnippetRunner(CellStopper stopper) {
        this.stopper = stopper;
        Thread.currentThread().setContextClassLoader(loader);
        Variables.are(loader::variables);
    }

    /** Does once what the first snippet's call and value need, which takes 10 ms. */
    static void warmUp() {
        try {
            Method method = SnippetRunner.class.getDeclaredMethod("nothing");
            Renderers.render(call(MethodHandles.lookup().unreflect(method)));
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    @SuppressWarnings("UnusedMethod") // found by its name
    private static Object nothing() {
        return 0;
    }

    /** Runs a snippet's method. Whatever it throws becomes a reply. */
    ToHost run(ToUserVm.Run run) {
        run.classes().forEach(loader::add);
        if (run.className().isEmpty()) {
            return new ToHost.Returned(run.id(), "", null);
        }
        if (!stopper.begin(run.cell())) {
            return new ToHost.Stopped(run.id());
        }
        ToHost reply;
        try {
            reply = invoke(run);
        } catch (StopSignal stop) {
            // The guard may strike between the snippet and here.
            reply = new ToHost.Stopped(run.id());
        }
        stopper.ended();
        return reply;
    }

    /** {@code System.out.printf(…)} without a semicolon has a value too, which nobody wants to see. */
    private static boolean isOutput(@Nullable Object value) {
        return value != null && (value == System.out || value == System.err);
    }

    private ToHost invoke(ToUserVm.Run run) {
        Object running = Probes.running();
        try {
            MethodHandle snippet;
            try {
                snippet = snippet(run);
            } catch (ReflectiveOperationException e) {
                return new ToHost.Failed(run.id(), e.toString());
            }
            Object value = call(snippet);
            if (snippet.type().returnType() == void.class) {
                return new ToHost.Returned(run.id(), "", null);
            }
            // JShell would have the text of each value, of a declared variable too: nobody reads it, and a toString of
            // a learner's class may print, throw or take its time.
            return new ToHost.Returned(run.id(), "", run.render() && !isOutput(value) ? Renderers.render(value) : null);
        } catch (StopSignal stop) {
            throw stop;
        } catch (Throwable thrown) {
            // By the snippet, or by the toString of its value.
            return replyFor(run, thrown);
        } finally {
            Probes.over(running);
        }
    }

    /** A handle: what {@code Method.invoke} needs to begin with takes 8 ms of the first cell. */
    private MethodHandle snippet(ToUserVm.Run run) throws ReflectiveOperationException {
        // Initialised before: a handle that has to see to that is of another form, which would be made for it: 10 ms.
        Method method = Class.forName(run.className(), true, loader).getDeclaredMethod(run.method());
        method.setAccessible(true);
        return MethodHandles.lookup().unreflect(method);
    }

    private static @Nullable Object call(MethodHandle snippet) throws Throwable {
        try {
            if (snippet.type().returnType() == void.class) {
                snippet.invokeExact();
                return null;
            }
            return (Object) snippet.invokeExact();
        } catch (Throwable thrown) {
            Probes.throwing(thrown);
            throw thrown;
        }
    }

    private static ToHost replyFor(ToUserVm.Run run, Throwable thrown) {
        if (thrown instanceof StopSignal) {
            return new ToHost.Stopped(run.id());
        }
        if (thrown instanceof SPIResolutionException unresolved) {
            return new ToHost.Unresolved(run.id(), unresolved.id(), Thrown.of(thrown));
        }
        MemoryCheck.after(thrown);
        CellSources.correct(thrown);
        return new ToHost.Threw(run.id(), Thrown.of(thrown));
    }

    ToHost redefine(ToUserVm.Redefine redefine) {
        List<ClassDefinition> definitions = new ArrayList<>();
        try {
            for (ClassImage image : redefine.classes()) {
                definitions.add(new ClassDefinition(loader.loadClass(image.name()), image.bytes()));
            }
            Redefinition.redefine(definitions);
            redefine.classes().forEach(CellSources::moved);
            return new ToHost.Returned(redefine.id(), "", null);
        } catch (ReflectiveOperationException
                | UnmodifiableClassException
                | IOException
                | UnsupportedOperationException
                | LinkageError e) {
            return new ToHost.Failed(redefine.id(), e.toString());
        }
    }

    ToHost value(ToUserVm.Value value) {
        try {
            Field field = loader.loadClass(value.className()).getDeclaredField(value.field());
            field.setAccessible(true);
            return new ToHost.Returned(value.id(), Renderers.text(field.get(null)), null);
        } catch (ReflectiveOperationException e) {
            return new ToHost.Failed(value.id(), e.toString());
        } catch (RuntimeException | Error thrownByToString) {
            return new ToHost.Threw(value.id(), Thrown.of(thrownByToString));
        }
    }

    /** May be called from any thread: the snippet that set the variable has returned. */
    void forget(ToUserVm.Forget forget) {
        try {
            Field field = loader.loadClass(forget.className()).getDeclaredField(forget.field());
            field.setAccessible(true);
            field.set(null, null);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            System.getLogger("weft.agent").log(System.Logger.Level.DEBUG, "A value stays reachable", e);
        }
    }

    ToHost addToClassPath(ToUserVm.AddToClassPath add) {
        try {
            for (String path : add.path().split(File.pathSeparator, -1)) {
                loader.addURL(new File(path).toURI().toURL());
            }
            registerDrivers();
            return new ToHost.Returned(add.id(), "", null);
        } catch (MalformedURLException e) {
            return new ToHost.Failed(add.id(), e.toString());
        }
    }

    /**
     * DriverManager looks for database drivers once, when it is first used; one that comes later must be shown to it.
     * No notebook without a database loads its classes.
     */
    private void registerDrivers() {
        if (loader.findResource("META-INF/services/java.sql.Driver") == null) {
            return;
        }
        Iterator<java.sql.Driver> drivers =
                ServiceLoader.load(java.sql.Driver.class, loader).iterator();
        try {
            // A driver registers itself when it is loaded.
            while (drivers.hasNext()) {
                drivers.next();
            }
        } catch (ServiceConfigurationError e) {
            System.getLogger("weft.agent").log(System.Logger.Level.WARNING, "A database driver cannot be loaded", e);
        }
    }

    /** A wrapper class that JShell had to replace keeps its variables' values where their type is still the same. */
    ToHost carryOver(ToUserVm.CarryOver carry) {
        try {
            Class<?> from = loader.loadClass(carry.fromClass());
            Class<?> to = loader.loadClass(carry.toClass());
            for (Field old : from.getDeclaredFields()) {
                copy(old, to);
            }
            return new ToHost.Returned(carry.id(), "", null);
        } catch (ReflectiveOperationException e) {
            return new ToHost.Failed(carry.id(), e.toString());
        }
    }

    private static void copy(Field old, Class<?> to) throws IllegalAccessException {
        try {
            Field now = to.getDeclaredField(old.getName());
            if (now.getType() == old.getType() && Modifier.isStatic(now.getModifiers()) && !now.isSynthetic()) {
                old.setAccessible(true);
                now.setAccessible(true);
                now.set(null, old.get(null));
            }
        } catch (NoSuchFieldException e) {
            // The variable is gone in the new form: nothing to keep.
            return;
        }
    }
}
