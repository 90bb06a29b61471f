package weft.install;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that name a kernel and say where it lies; {@code install} and {@code uninstall} share them. */
final class Place {

    /** Jupyter's own rule for kernel names. */
    private static final Pattern KERNEL_NAME = Pattern.compile("[A-Za-z0-9._-]+");

    @Option(
            names = "--name",
            paramLabel = "N",
            defaultValue = "weft",
            description = "The kernel's name (${DEFAULT-VALUE}).")
    private String name = "weft";

    @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
    private boolean dryRun;

    @ArgGroup
    private @Nullable Where where;

    /** At most one of the three. */
    static final class Where {
        @Option(names = "--user", description = "In your own Jupyter data directory (the default).")
        private boolean user;

        @Option(names = "--sys-prefix", description = "In the Python environment that is active in this shell.")
        @SuppressWarnings("UnusedVariable") // what is meant where neither of the others is given
        private boolean sysPrefix;

        @Option(
                names = "--prefix",
                paramLabel = "DIR",
                description = "Below DIR/share/jupyter, for example /usr/local.")
        private @Nullable Path prefix;
    }

    boolean dryRun() {
        return dryRun;
    }

    String name() {
        if (!KERNEL_NAME.matcher(name).matches() || name.startsWith(".")) {
            throw new RefusedException("Jupyter takes no kernel named \"" + name
                    + "\"; use letters, digits, dots, dashes and underscores, for example: --name weft-25");
        }
        return name;
    }

    Path kernels(JupyterDirs dirs) {
        if (where == null || where.user) {
            return dirs.userKernels();
        }
        return JupyterDirs.kernelsBelow(where.prefix != null ? where.prefix : dirs.activeEnvironment());
    }
}
