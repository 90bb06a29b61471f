package weft.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways to give a VM its classes parsed and linked beforehand. Which VM gets which is decided in
 * {@link #forHost} and {@link #forUserVm}, and nowhere else.
 */
enum ArchiveKind {

    /** A dynamic class-data archive on top of the JDK's own, JDK 13 and newer. */
    DYNAMIC(".jsa") {
        @Override
        List<String> training(Path archive) {
            return List.of("-XX:ArchiveClassesAtExit=" + archive);
        }

        @Override
        List<String> running(Path archive) {
            return asItLies("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", SILENT);
        }
    },

    /**
     * A static class-data archive, made from the list of classes that the VM wrote down. The only kind that a VM with
     * a debug agent can be trained for: "CDS dumping does not support native JVMTI agent, name: jdwp".
     */
    FROM_CLASS_LIST(".jsa") {
        @Override
        List<String> training(Path archive) {
            return List.of("-XX:DumpLoadedClassList=" + classList(archive));
        }

        @Override
        List<String> afterwards(Path archive) {
            // G1 alone can put heap objects into an archive on JDK 17; every collector can take them out.
            return List.of(
                    "-XX:+UseG1GC",
                    SILENT,
                    "-Xshare:dump",
                    "-XX:SharedClassListFile=" + classList(archive),
                    "-XX:SharedArchiveFile=" + archive);
        }

        @Override
        List<String> running(Path archive) {
            return DYNAMIC.running(archive);
        }
    },

    /**
     * An ahead-of-time cache with linked classes (JEP 514), JDK 25 and newer. Without method profiles (JEP 515): a VM that
     * has them compiles what they name at once, which takes an eighth of the launch and saves the first cell after it 15
     * of 55 ms, the others nothing.
     */
    AHEAD_OF_TIME(".aot") {
        @Override
        List<String> training(Path archive) {
            // A later JDK may not know the option that is for diagnosis; it then keeps the profiles.
            return List.of(
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:+IgnoreUnrecognizedVMOptions",
                    "-XX:-AOTRecordTraining",
                    "-XX:AOTCacheOutput=" + archive);
        }

        @Override
        List<String> running(Path archive) {
            return asItLies("-XX:AOTCache=" + archive, "-XX:AOTMode=auto", SILENT);
        }
    };

    /** An archive that does not fit is left alone; without this a VM says so on the output it was given. */
    private static final String SILENT = "-Xlog:disable";

    private static final int FIRST_WITH_CACHE = 25;

    private final String suffix;

    ArchiveKind(String suffix) {
        this.suffix = suffix;
    }

    static ArchiveKind forHost(Jdk jdk) {
        return jdk.version().feature() >= FIRST_WITH_CACHE ? AHEAD_OF_TIME : DYNAMIC;
    }

    /** The user VM has the debug agent: it can write no archive at its end, and use no ahead-of-time cache (JDK 25). */
    static ArchiveKind forUserVm() {
        return FROM_CLASS_LIST;
    }

    /** The file, beside the archive, in which a training VM writes down its classes. */
    static Path classList(Path archive) {
        return archive.resolveSibling(archive.getFileName() + ".lst");
    }

    /** The options with which a VM lives a training life. */
    abstract List<String> training(Path archive);

    /** The options with which a VM makes the archive after the training; empty where the trained one did so itself. */
    List<String> afterwards(Path archive) {
        return List.of();
    }

    /** The options with which a VM uses the archive, or quietly does without. */
    abstract List<String> running(Path archive);

    /**
     * Maps the archive to the address that it was made for. By default a VM moves it to one of chance, and for that goes
     * through all its pages: 10 ms of each launch.
     */
    private static List<String> asItLies(String... options) {
        List<String> all = new ArrayList<>(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0"));
        all.addAll(List.of(options));
        return all;
    }

    Path in(Path folder, String name) {
        return folder.resolve(name + suffix);
    }
}
