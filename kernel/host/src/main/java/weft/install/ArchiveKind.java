package weft.install;

import java.nio.file.Path;
import java.util.List;

/**
 * The two ways to give a VM its classes parsed and linked beforehand. Which VM gets which is decided in
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
            return List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", SILENT);
        }
    },

    /** An ahead-of-time cache with linked classes and method profiles (JEP 514, JEP 515), JDK 25 and newer. */
    AHEAD_OF_TIME(".aot") {
        @Override
        List<String> training(Path archive) {
            return List.of("-XX:AOTCacheOutput=" + archive);
        }

        @Override
        List<String> running(Path archive) {
            return List.of("-XX:AOTCache=" + archive, "-XX:AOTMode=auto", SILENT);
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

    /** "AOT cache has aot-linked classes. It cannot be used with JDWP agent": JDK 25, and the user VM has that agent. */
    static ArchiveKind forUserVm(Jdk jdk) {
        return DYNAMIC;
    }

    /** The options with which a VM writes the archive when it ends. */
    abstract List<String> training(Path archive);

    /** The options with which a VM uses the archive, or quietly does without. */
    abstract List<String> running(Path archive);

    Path in(Path folder, String name) {
        return folder.resolve(name + suffix);
    }
}
