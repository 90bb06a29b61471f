package weft.install;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Where Jupyter looks for kernel specs, by the rules of jupyter_core 5. */
final class JupyterDirs {

    /** The words that jupyter_core reads as "no" in a variable that is a switch. */
    private static final Set<String> OFF = Set.of("no", "n", "false", "off", "0", "0.0");

    private final Machine machine;

    JupyterDirs(Machine machine) {
        this.machine = machine;
    }

    Path userKernels() {
        return userData().resolve("kernels");
    }

    /** The same below a Python environment, or below {@code /usr/local}. */
    static Path kernelsBelow(Path prefix) {
        return prefix.resolve("share").resolve("jupyter").resolve("kernels");
    }

    /** The Python environment that is active in this shell. */
    Path activeEnvironment() {
        for (String name : new String[] {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
            if (!machine.variable(name).isEmpty()) {
                return Path.of(machine.variable(name));
            }
        }
        throw new RefusedException("--sys-prefix found no active Python environment (VIRTUAL_ENV and CONDA_PREFIX are "
                + "\"\"); activate one, or name it: --prefix DIR");
    }

    private Path userData() {
        if (!machine.variable("JUPYTER_DATA_DIR").isEmpty()) {
            return Path.of(machine.variable("JUPYTER_DATA_DIR"));
        }
        String wish = machine.environment().getOrDefault("JUPYTER_PLATFORM_DIRS", "no");
        boolean platformDirs = !OFF.contains(wish.toLowerCase(Locale.ROOT));
        if (machine.isMac()) {
            Path library = machine.home().resolve("Library");
            return platformDirs
                    ? library.resolve("Application Support").resolve("Jupyter")
                    : library.resolve("Jupyter");
        }
        if (machine.isWindows()) {
            return windowsData(platformDirs);
        }
        String xdg = machine.variable("XDG_DATA_HOME");
        Path data = xdg.isEmpty() ? machine.home().resolve(".local").resolve("share") : Path.of(xdg);
        return data.resolve("jupyter");
    }

    private Path windowsData(boolean platformDirs) {
        if (platformDirs) {
            String local = machine.variable("LOCALAPPDATA");
            Path data = local.isEmpty() ? machine.home().resolve("AppData").resolve("Local") : Path.of(local);
            return data.resolve("Jupyter");
        }
        String roaming = machine.variable("APPDATA");
        return roaming.isEmpty()
                ? machine.home().resolve(".jupyter").resolve("data")
                : Path.of(roaming).resolve("jupyter");
    }
}
