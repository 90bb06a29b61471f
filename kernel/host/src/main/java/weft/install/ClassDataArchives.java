package weft.install;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The class-data archives of the kernel's two VMs, written by the VMs themselves at the end of a training run.
 * The kernel runs without them too, only slower to start; so no failure here fails an installation.
 */
final class ClassDataArchives {

    /** The kernel looks for the user VM's archive under this name, beside the user VM's jar. */
    private static final String USER_VM = "weft-runtime.jsa";

    private static final String HOST = "weft.jsa";

    /** What the host needs up to its first result, where classes can be linked; {@link #HOST} then has the rest. */
    private static final String LAUNCH = "weft-launch.jsa";

    private final KernelSpec kernel;
    private final SpecFolder folder;

    ClassDataArchives(KernelSpec kernel, SpecFolder folder) {
        this.kernel = kernel;
        this.folder = folder;
    }

    /** Every name that an archive can have. */
    static List<String> files() {
        return List.of(LAUNCH, HOST, USER_VM);
    }

    void removeOld() throws IOException {
        for (String name : files()) {
            folder.removeIfThere(folder.path().resolve(name));
        }
    }

    /** Trains a kernel, and returns the options with which the host's VM uses what came of it. */
    List<String> make(PrintWriter out) throws IOException {
        List<String> running = List.of();
        if (ArchiveKind.canLink(kernel.jdk())) {
            Path launch = folder.path().resolve(LAUNCH);
            report(launch, "the kernel's launch", makeLaunch(launch), out);
            running = Files.exists(launch) ? ArchiveKind.running(launch) : running;
        }
        Path host = folder.path().resolve(HOST);
        Path userVm = folder.path().resolve(USER_VM);
        String failure = makeRest(host, userVm, running);
        report(host, "the kernel", failure, out);
        report(userVm, "the user VM", failure, out);
        return Files.exists(host) ? ArchiveKind.running(host) : running;
    }

    /** Returns what went wrong, or nothing. */
    private String makeLaunch(Path archive) throws IOException {
        ArchiveKind kind = ArchiveKind.LINKED;
        try {
            TrainingRun.start(training(List.of(), kind.training(archive)), kernel.vmOptions(), TrainingRun.LAUNCH);
            List<String> options = new ArrayList<>(kind.afterwards(archive));
            options.addAll(kernel.exports());
            dump(options, Distribution.HOST_JAR);
            return "";
        } catch (TrainingException stopped) {
            Files.deleteIfExists(archive);
            return stopped.getMessage();
        } finally {
            Files.deleteIfExists(ArchiveKind.classList(archive));
        }
    }

    /**
     * Both at once, for both VMs live the same session.
     *
     * @param running the options with which the host uses what there is so far
     * @return what went wrong, or nothing
     */
    private String makeRest(Path host, Path userVm, List<String> running) throws IOException {
        // It has the debug agent: it can write no archive at its end, and use no linked one (JDK 25).
        ArchiveKind kind = ArchiveKind.FROM_CLASS_LIST;
        List<String> vmOptions = new ArrayList<>(quoted(kind.training(userVm)));
        if (!kernel.vmOptions().isBlank()) {
            vmOptions.add(0, kernel.vmOptions());
        }
        try {
            List<String> command = training(running, ArchiveKind.DYNAMIC.training(host));
            TrainingRun.start(command, String.join(" ", vmOptions), TrainingRun.SESSION);
            leaveOutRegenerated(ArchiveKind.classList(userVm));
            List<String> options = new ArrayList<>(kind.afterwards(userVm));
            if (ArchiveKind.canExport(kernel.jdk())) {
                options.addAll(exports(folder.path().resolve(Distribution.RUNTIME_JAR)));
            }
            dump(options, Distribution.RUNTIME_JAR);
            return "";
        } catch (TrainingException stopped) {
            // A VM that dies early may leave an archive of what it got to, which is not worth its size.
            Files.deleteIfExists(host);
            Files.deleteIfExists(userVm);
            return stopped.getMessage();
        } finally {
            Files.deleteIfExists(ArchiveKind.classList(userVm));
        }
    }

    private List<String> training(List<String> running, List<String> training) throws IOException {
        List<String> options = new ArrayList<>(running);
        options.addAll(training);
        options.add("-D" + KernelSpec.WARM_UP_PROPERTY + "=false");
        return kernel.command(options);
    }

    /** As the user VM's options are written in one line: a path may hold a blank. */
    static List<String> quoted(List<String> options) {
        return options.stream().map(option -> '"' + option + '"').toList();
    }

    /**
     * Takes the lines out for which the dumping VM generates species of {@code BoundMethodHandle} anew. They come from no
     * file, and HotSpot 17 crashes when it loads one while a recording transforms classes (it asks for its file in
     * {@code KlassFactory::check_shared_class_file_load_hook}; mended by JDK-8290731 in 20). The lines for the holders
     * of lambda forms stay: a user VM without them makes about thirty classes at each start.
     */
    static void leaveOutRegenerated(Path classList) throws IOException {
        if (!Files.exists(classList)) {
            return;
        }
        List<String> kept = Files.readAllLines(classList).stream()
                .filter(line -> !line.startsWith("@lambda-form-invoker [SPECIES_RESOLVE]"))
                .toList();
        Files.write(classList, kept);
    }

    private static List<String> exports(Path jar) throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            String exports = opened.getManifest().getMainAttributes().getValue("Add-Exports");
            return exports == null
                    ? List.of()
                    : Stream.of(exports.split(" "))
                            .map(exported -> "--add-exports=" + exported + "=ALL-UNNAMED")
                            .toList();
        }
    }

    /**
     * Has an archive made for the class path that this VM's begins with. It can be used with the modules in it only if both
     * VMs export the same.
     */
    private void dump(List<String> options, String jar) throws IOException, TrainingException {
        List<String> command = new ArrayList<>(List.of(kernel.jdk().java().toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", folder.path().resolve(jar).toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        TrainingRun.awaitEnd(List.of(process.toHandle()));
    }

    private void report(Path archive, String vm, String failure, PrintWriter out) {
        if (Files.exists(archive)) {
            folder.written(archive);
            return;
        }
        String reason = failure.isEmpty() ? "its VM wrote none" : failure;
        out.println(
                "No class-data archive for " + vm + " (" + reason + "): it starts slower, and is the same otherwise");
    }
}
