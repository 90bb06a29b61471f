package weft.language;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The JDK's own sources, from which its documentation is read; a JDK may come without them. */
final class JdkSources {

    private JdkSources() {}

    /** What to install, where there are none; Debian leaves a link to a file that another package brings. */
    static Optional<String> missing() {
        Path home = Path.of(System.getProperty("java.home"));
        if (Files.isRegularFile(home.resolve("lib").resolve("src.zip"))) {
            return Optional.empty();
        }
        int feature = Runtime.version().feature();
        return Optional.of("No documentation: \"" + home.resolve("lib/src.zip") + "\" is missing. "
                + "On Debian and Ubuntu: apt install openjdk-" + feature + "-source; on Fedora: dnf install java-"
                + feature + "-openjdk-src.");
    }
}
