package weft.agent;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import weft.wire.ClassImage;

/** Loads the classes of cells, and the libraries that a notebook added. */
final class CellClassLoader extends URLClassLoader {

    /** What JShell makes of a snippet: its variable is a static field. */
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+");

    private final Map<String, byte[]> images = new ConcurrentHashMap<>();
    private final Queue<Class<?>> wrappers = new ConcurrentLinkedQueue<>();

    static {
        registerAsParallelCapable();
    }

    CellClassLoader(ClassLoader parent) {
        super("cells", new URL[0], parent);
    }

    /** Makes classes known; each is defined when it is first used, so that they may refer to each other. */
    void add(ClassImage image) {
        images.put(image.name(), image.bytes());
    }

    /** Nobody else has a cell's class, so nobody else is asked. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!images.containsKey(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = images.get(name);
        if (bytes == null) {
            return super.findClass(name);
        }
        Class<?> type = defineClass(name, bytes, 0, bytes.length);
        if (WRAPPER.matcher(name).matches()) {
            wrappers.add(type);
        }
        return type;
    }

    /** What the variables of the notebook hold, each object with their names. */
    IdentityHashMap<Object, List<String>> variables() {
        IdentityHashMap<Object, List<String>> held = new IdentityHashMap<>();
        for (Class<?> wrapper : wrappers) {
            for (Field field : wrapper.getDeclaredFields()) {
                boolean isVariable = Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive()
                        && !field.getName().startsWith("$");
                Object value = isVariable ? valueOf(field) : null;
                if (value != null) {
                    held.computeIfAbsent(value, unused -> new ArrayList<>()).add(field.getName());
                }
            }
        }
        return held;
    }

    /** The wrappers initialise nothing: a snippet's method gives the variable its value. */
    private static @Nullable Object valueOf(Field field) {
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException | LinkageError e) {
            return null;
        }
    }

    /** Visible in this package. */
    @Override
    protected void addURL(URL url) {
        super.addURL(url);
    }
}
