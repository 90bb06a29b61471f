package weft.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import weft.weave.Wrappers;

/**
 * Where {@link PlainCompiler} finds classes: the JDK's, those of the class path, and what JShell has made. Its own are
 * kept until they are taken.
 */
final class PlainFileManager extends ForwardingJavaFileManager<StandardJavaFileManager> {

    private final Map<String, byte[]> ofJShell;
    private final List<Output> written = new ArrayList<>();

    PlainFileManager(Collection<Path> libraries, Map<String, byte[]> ofJShell) {
        super(ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, StandardCharsets.UTF_8));
        this.ofJShell = ofJShell;
        try {
            fileManager.setLocationFromPaths(StandardLocation.CLASS_PATH, libraries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The classes that were written since this was last asked. */
    List<ClassBytecodes> take() {
        List<ClassBytecodes> classes = written.stream()
                .map(output -> new ClassBytecodes(output.binaryName, output.bytes.toByteArray()))
                .toList();
        written.clear();
        return classes;
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        if (location != StandardLocation.CLASS_PATH || !CellFileManager.isInNoLibrary(packageName)) {
            return super.list(location, packageName, kinds, recurse);
        }
        if (!packageName.equals(Wrappers.PACKAGE)) {
            return List.of();
        }
        List<JavaFileObject> classes = new ArrayList<>(ofJShell.size());
        ofJShell.forEach((name, bytes) -> classes.add(new Known(name, bytes)));
        return classes;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof InMemory known ? known.binaryName : super.inferBinaryName(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        Output output = new Output(className);
        written.add(output);
        return output;
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        return a instanceof InMemory || b instanceof InMemory ? a == b : super.isSameFile(a, b);
    }

    private abstract static class InMemory extends SimpleJavaFileObject {
        final String binaryName;

        InMemory(String binaryName) {
            super(URI.create("memory:///" + binaryName.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
            this.binaryName = binaryName;
        }
    }

    private static final class Known extends InMemory {
        private final byte[] bytes;

        Known(String binaryName, byte[] bytes) {
            super(binaryName);
            this.bytes = bytes;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes);
        }
    }

    private static final class Output extends InMemory {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Output(String binaryName) {
            super(binaryName);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }
}
