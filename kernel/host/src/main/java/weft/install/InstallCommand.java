package weft.install;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Copies the kernel to where Jupyter finds it, and gives both of its VMs a class-data archive. */
@Command(name = "install", description = "Install the kernel for Jupyter; print every path that is written.")
final class InstallCommand implements Callable<Integer> {

    private final Machine machine;
    private final Distribution distribution;
    private final Function<Path, Optional<Jdk>> probe;

    @Mixin
    private Place place = new Place();

    @Option(
            names = "--jdk",
            paramLabel = "DIR",
            description = "The JDK to run on (JAVA_HOME, else the newest one found that has jdk.jshell).")
    private @Nullable Path jdk;

    @Option(
            names = "--display-name",
            paramLabel = "S",
            description = "The name that Jupyter shows (Java <version> (Weft)).")
    private @Nullable String displayName;

    @Option(
            names = "--jvm-options",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description =
                    "Options of the VM in which cells run, for example --jvm-options=\"-Xmx2g --enable-preview\".")
    private String jvmOptions = "";

    @Option(names = "--replace", description = "Replace a kernel of that name.")
    private boolean replace;

    @Option(
            names = "--archives",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Make class-data archives for a faster start (on by default).")
    private boolean archives = true;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    InstallCommand(Machine machine, Distribution distribution) {
        this(machine, distribution, Jdk::in);
    }

    InstallCommand(Machine machine, Distribution distribution, Function<Path, Optional<Jdk>> probe) {
        this.machine = machine;
        this.distribution = distribution;
        this.probe = probe;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        distribution.requirePackaged();
        SpecFolder folder = new SpecFolder(place.kernels(new JupyterDirs(machine)), place.name(), place.dryRun(), out);
        refuseToOverwrite(folder.path());
        Jdk chosen = new JdkSearch(machine, probe, err::println).choose(jdk);
        refuseOptions(chosen);
        KernelSpec kernel = new KernelSpec(folder.path(), chosen, displayName(chosen), jvmOptions);
        copy(folder);
        ClassDataArchives made = new ClassDataArchives(kernel, folder);
        made.removeOld();
        List<String> archiveOptions = archives && !place.dryRun() ? made.make(out) : List.of();
        folder.write(KernelSpec.FILE, kernel.json(archiveOptions));
        out.println("\"" + kernel.displayName() + "\" runs on the JDK in " + chosen.home());
        return 0;
    }

    private void refuseToOverwrite(Path folder) throws IOException {
        if (!Files.exists(folder) || replace) {
            return;
        }
        String whose = KernelSpec.isWeft(folder) ? "Weft is installed" : "Another kernel lies";
        throw new RefusedException(whose + " in \"" + folder + "\" already; to replace it, add: --replace");
    }

    /** Else each cell of the installed kernel would fail. */
    private void refuseOptions(Jdk chosen) throws IOException {
        String complaint = jvmOptions.isBlank() ? "" : chosen.complaintAbout(jvmOptions);
        if (!complaint.isEmpty()) {
            throw new RefusedException("The Java in \"" + chosen.home() + "\" does not start with --jvm-options=\""
                    + jvmOptions.strip() + "\"; it says: " + complaint
                    + "\nNothing was installed. Options look like: --jvm-options=\"-Xmx2g --enable-preview\"");
        }
    }

    private String displayName(Jdk chosen) {
        return displayName != null ? displayName : "Java " + chosen.version().feature() + " (Weft)";
    }

    private void copy(SpecFolder folder) throws IOException {
        folder.write(Distribution.HOST_JAR, OldClassFiles.renewed(distribution.hostJar()));
        folder.write(Distribution.RUNTIME_JAR, distribution.runtimeJar());
        for (String logo : KernelSpec.LOGOS) {
            folder.write(logo, KernelSpec.resource(logo));
        }
    }
}
