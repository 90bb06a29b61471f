package weft.agent;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import weft.wire.ClassImage;

/** Loads the classes of cells, and the libraries that a notebook added. */
final class CellClassLoader extends URLClassLoader {

    private final Map<String, byte[]> images = new ConcurrentHashMap<>();

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

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = images.get(name);
        return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
    }

    /** Visible in this package. */
    @Override
    protected void addURL(URL url) {
        super.addURL(url);
    }
}
