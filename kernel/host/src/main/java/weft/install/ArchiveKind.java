package weft.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ways to give a VM its classes parsed, and perhaps linked, beforehand. */
enum ArchiveKind {

    /** A dynamic class-data archive: the VM writes at its end what the archive that it used did not have. */
    DYNAMIC {
        @Override
        List<String> training(Path archive) {
            return List.of("-XX:ArchiveClassesAtExit=" + archive);
        }
    },

    /**
     * A static class-data archive, made from the list of classes that the VM wrote down. The only kind that a VM with
     * a debug agent can be trained for: "CDS dumping does not support native JVMTI agent, name: jdwp".
     */
    FROM_CLASS_LIST {
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
    },

    /**
     * The same with linked classes and lambdas (JEP 483), JDK 25 and newer. The VM loads all of them before it begins, 8 µs
     * each, so only those belong here that it needs at once. Not for a VM with a debug agent, which refuses it.
     */
    LINKED {
        @Override
        List<String> training(Path archive) {
            return FROM_CLASS_LIST.training(archive);
        }

        @Override
        List<String> afterwards(Path archive) {
            List<String> options = new ArrayList<>(FROM_CLASS_LIST.afterwards(archive));
            options.add("-XX:+AOTClassLinking");
            return options;
        }
    };

    /** An archive that does not fit is left alone; without this a VM says so on the output it was given. */
    private static final String SILENT = "-Xlog:disable";

    private static final int FIRST_WITH_LINKED = 25;
    private static final int FIRST_WITH_EXPORTS = 25;

    static boolean canLink(Jdk jdk) {
        return jdk.version().feature() >= FIRST_WITH_LINKED;
    }

    /** Whether an archive can hold modules with exports of its own. */
    static boolean canExport(Jdk jdk) {
        return jdk.version().feature() >= FIRST_WITH_EXPORTS;
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

    /**
     * The options with which a VM uses the archive, or quietly does without.
     *
     * <p>The archive is mapped to the address that it was made for. By default a VM moves it to one of chance, and for that
     * goes through all its pages: 10 ms of each launch.
     */
    static List<String> running(Path archive) {
        return List.of(
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-XX:SharedArchiveFile=" + archive,
                "-Xshare:auto",
                SILENT);
    }
}
