package weft.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Classes of the tests, woven as the classes of a cell are, under a loader of their own. */
final class Woven {

    private static final Origin ORIGIN = new Origin("cell 3", 0, 1, 10_000);

    private Woven() {}

    /** An object of the woven class; of the others, which it uses, woven forms are loaded beside it. */
    static Runnable instance(Class<? extends Runnable> type, Class<?>... others) throws Exception {
        // The class around it too: asked for its simple name, a class looks at it.
        Map<String, byte[]> woven = Stream.concat(Stream.of(type, type.getNestHost()), Stream.of(others))
                .collect(Collectors.toMap(Class::getName, Woven::bytes));
        Class<?> loaded = new Loader(woven).loadClass(type.getName());
        var constructor = loaded.getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Runnable) constructor.newInstance();
    }

    static byte[] bytes(Class<?> type) {
        String file = type.getName().replaceFirst(".*\\.", "") + ".class";
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(file), file)) {
            return new Weaver(new TopLevel()).weave(in.readAllBytes(), ORIGIN);
        } catch (IOException | FinalAssignedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Loader extends ClassLoader {
        private static final byte[] NOT_WOVEN = {};
        private final Map<String, byte[]> woven;

        Loader(Map<String, byte[]> woven) {
            super(Woven.class.getClassLoader());
            this.woven = woven;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] bytes = woven.getOrDefault(name, NOT_WOVEN);
            if (bytes.length == 0) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? defineClass(name, bytes, 0, bytes.length) : loaded;
        }
    }
}
