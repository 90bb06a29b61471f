package weft.install;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The class-data archives of the kernel's two VMs, written by the VMs themselves at the end of a training run.
 * The kernel runs without them too, only slower to start; so no failure here fails an installation.
 */
final class ClassDataArchives {

    /** The kernel looks for the user VM's archive under this name, beside the user VM's jar. */
    private static final String USER_VM = "weft-runtime";

    private static final String HOST = "weft";

    private final KernelSpec kernel;
    private final SpecFolder folder;

    ClassDataArchives(KernelSpec kernel, SpecFolder folder) {
        this.kernel = kernel;
        this.folder = folder;
    }

    /** Every name that an archive can have. */
    static List<String> files() {
        return Stream.of(ArchiveKind.values())
                .flatMap(kind -> Stream.of(HOST, USER_VM)
                        .map(name -> kind.in(Path.of(""), name).toString()))
                .distinct()
                .toList();
    }

    void removeOld() throws IOException {
        for (String name : files()) {
            folder.removeIfThere(folder.path().resolve(name));
        }
    }

    /** Trains a kernel, and returns the options with which the host's VM uses what came of it. */
    List<String> make(PrintWriter out) throws IOException {
        ArchiveKind hostKind = ArchiveKind.forHost(kernel.jdk());
        ArchiveKind userVmKind = ArchiveKind.forUserVm();
        Path host = hostKind.in(folder.path(), HOST);
        Path userVm = userVmKind.in(folder.path(), USER_VM);
        List<String> vmOptions = new ArrayList<>(quoted(userVmKind.training(userVm)));
        if (!kernel.vmOptions().isBlank()) {
            vmOptions.add(0, kernel.vmOptions());
        }
        String failure = "";
        try {
            TrainingRun.start(kernel.command(hostKind.training(host)), String.join(" ", vmOptions));
            leaveOutRegenerated(ArchiveKind.classList(userVm));
            dump(userVmKind.afterwards(userVm));
        } catch (TrainingException stopped) {
            failure = stopped.getMessage();
            // A VM that dies early may leave an archive of what it got to, which is not worth its size.
            Files.deleteIfExists(host);
            Files.deleteIfExists(userVm);
        } finally {
            Files.deleteIfExists(ArchiveKind.classList(userVm));
        }
        report(host, "the kernel", failure, out);
        report(userVm, "the user VM", failure, out);
        return Files.exists(host) ? hostKind.running(host) : List.of();
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

    /** Has an archive made for the class path that the user VM's begins with. */
    private void dump(List<String> options) throws IOException, TrainingException {
        List<String> command = new ArrayList<>(List.of(kernel.jdk().java().toString()));
        command.addAll(options);
        command.addAll(
                List.of("-cp", folder.path().resolve(Distribution.RUNTIME_JAR).toString()));
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
