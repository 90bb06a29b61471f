package weft.install;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/**
 * What there is to install: the kernel's one jar, and inside it the user VM's jar.
 *
 * @param jar the packaged kernel, or a folder of classes when nothing was packaged
 */
record Distribution(Path jar) {

    static final String HOST_JAR = "weft.jar";
    static final String RUNTIME_JAR = "weft-runtime.jar";

    static Distribution running() {
        try {
            return new Distribution(Path.of(Distribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (URISyntaxException failure) {
            throw new IllegalStateException("The kernel's jar has no path", failure);
        }
    }

    /** Refuses to go on from a folder of classes, which no copy can carry elsewhere. */
    void requirePackaged() {
        if (!Files.isRegularFile(jar)) {
            throw new RefusedException(
                    "There is nothing to install in \"" + jar
                            + "\": the kernel is not packaged; type: make build, then: java -jar kernel/host/target/weft-*.jar");
        }
    }

    byte[] hostJar() throws IOException {
        return Files.readAllBytes(jar);
    }

    byte[] runtimeJar() throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            var entry = zip.getEntry(RUNTIME_JAR);
            if (entry == null) {
                throw new RefusedException("The jar \"" + jar + "\" holds no " + RUNTIME_JAR
                        + ", so it is not a whole kernel; type: make clean build");
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return in.readAllBytes();
            }
        }
    }

    /** The user VM's jar as a file: the one beside the kernel's jar, else a copy for this run. */
    Path unpackedRuntime() throws IOException {
        Path beside = jar.resolveSibling(RUNTIME_JAR);
        if (Files.isRegularFile(beside)) {
            return beside.toAbsolutePath();
        }
        Path folder = Files.createTempDirectory("weft-");
        Path runtime = Files.write(folder.resolve(RUNTIME_JAR), runtimeJar());
        // Deleted in the reverse of this order: the file first.
        folder.toFile().deleteOnExit();
        runtime.toFile().deleteOnExit();
        return runtime;
    }
}
