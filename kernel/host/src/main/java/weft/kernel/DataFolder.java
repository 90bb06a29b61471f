package weft.kernel;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where Jupyter keeps a user's data, and Weft its own within. */
final class DataFolder {

    private DataFolder() {}

    /** The folder for Weft's own files; the rule is that of {@code jupyter --data-dir}. */
    static Path of(Map<String, String> environment, String osName, Path home) {
        return jupyter(environment, osName.toLowerCase(Locale.ROOT), home).resolve("weft");
    }

    private static Path jupyter(Map<String, String> environment, String os, Path javasHome) {
        String variable = os.startsWith("windows") ? "" : environment.getOrDefault("HOME", "");
        Path home = variable.isEmpty() ? javasHome : Path.of(variable);
        String own = environment.getOrDefault("JUPYTER_DATA_DIR", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        if (os.startsWith("mac")) {
            return home.resolve("Library").resolve("Jupyter");
        }
        if (os.startsWith("windows")) {
            String roaming = environment.getOrDefault("APPDATA", "");
            return roaming.isEmpty() ? home.resolve(".jupyter").resolve("data") : Path.of(roaming, "jupyter");
        }
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        return (xdg.isEmpty() ? home.resolve(".local").resolve("share") : Path.of(xdg)).resolve("jupyter");
    }
}
