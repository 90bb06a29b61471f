package weft.engine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;
import weft.weave.Wrappers;

/**
 * Where the compiler finds classes: the class path of the cells, and no other. By itself JShell compiles against the
 * class path of its own VM, and goes back to it whenever a library is added; cells would see the kernel's libraries.
 *
 * <p>The moment it is made, JShell begins to list all classes of the JDK in the background, which only completion needs.
 * At launch that takes a third of a processor's time from the first cell, so the thread that does it is held up here.
 *
 * <p><b>Threads.</b> Any may ask; {@link #add} belongs to the one that evaluates.
 */
final class CellFileManager extends ForwardingJavaFileManager<StandardJavaFileManager>
        implements StandardJavaFileManager {

    /** If nobody asks for it before. */
    private static final long LISTING_AFTER_MILLIS = 3_000;

    private final CountDownLatch listing = new CountDownLatch(1);
    private final List<Path> classPath = new ArrayList<>();
    private boolean failing;

    /** Thrown through the compiler, which then is not used again. */
    static final class ForgetfulException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    CellFileManager(StandardJavaFileManager standard, List<Path> classPath) {
        super(standard);
        add(classPath);
    }

    /** The next class that is to be written fails, with all that the compiler remembers. */
    void failNextOutput() {
        failing = true;
    }

    /** Where headers of native methods go: asked for before each writing of classes, and never by an analysis. */
    @Override
    public boolean hasLocation(Location location) {
        if (failing && location == StandardLocation.NATIVE_HEADER_OUTPUT) {
            failing = false;
            throw new ForgetfulException();
        }
        return super.hasLocation(location);
    }

    /**
     * No library has JShell's own package, or can have one of Java's. The compiler asks for both before it compiles the
     * first cell, and to look would open each library: 10 ms of the launch.
     */
    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        if (location == StandardLocation.CLASS_PATH && isInNoLibrary(packageName)) {
            return List.of();
        }
        return super.list(location, packageName, kinds, recurse);
    }

    /** Whether the classes of a package are those of the JDK or of cells. */
    static boolean isInNoLibrary(String packageName) {
        return packageName.equals(Wrappers.PACKAGE) || packageName.equals("java") || packageName.startsWith("java.");
    }

    void add(List<Path> more) {
        classPath.addAll(more);
        try {
            fileManager.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean handleOption(String option, Iterator<String> rest) {
        if (option.equals("-classpath")) {
            rest.next();
            return true;
        }
        return super.handleOption(option, rest);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(Iterable<? extends File> files) {
        return fileManager.getJavaFileObjectsFromFiles(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
        return fileManager.getJavaFileObjects(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(Path... paths) {
        return fileManager.getJavaFileObjects(paths);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
        return fileManager.getJavaFileObjectsFromStrings(names);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
        return fileManager.getJavaFileObjects(names);
    }

    @Override
    public void setLocation(Location location, @Nullable Iterable<? extends File> files) throws IOException {
        fileManager.setLocation(location, files);
    }

    @Override
    public void setLocationFromPaths(Location location, Collection<? extends Path> paths) throws IOException {
        fileManager.setLocationFromPaths(location, paths);
    }

    @Override
    public void setLocationForModule(Location location, String moduleName, Collection<? extends Path> paths)
            throws IOException {
        fileManager.setLocationForModule(location, moduleName, paths);
    }

    @Override
    public @Nullable Iterable<? extends File> getLocation(Location location) {
        return fileManager.getLocation(location);
    }

    /** From now on, JShell may list classes. */
    void allowListing() {
        listing.countDown();
    }

    /** Only JShell's listing asks here, on a thread of its own; the compiler asks for locations by other methods. */
    @Override
    public @Nullable Iterable<? extends Path> getLocationAsPaths(Location location) {
        if (!Thread.currentThread().getName().startsWith("weft")) {
            awaitListing();
        }
        return fileManager.getLocationAsPaths(location);
    }

    private void awaitListing() {
        try {
            if (!listing.await(LISTING_AFTER_MILLIS, TimeUnit.MILLISECONDS)) {
                // The launch is over: now the time is free.
                listing.countDown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Path asPath(FileObject file) {
        return fileManager.asPath(file);
    }

    @Override
    public void setPathFactory(PathFactory factory) {
        fileManager.setPathFactory(factory);
    }
}
