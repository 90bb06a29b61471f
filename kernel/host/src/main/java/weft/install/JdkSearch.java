package weft.install;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Chooses the JDK that a kernel spec names: the one asked for, else JAVA_HOME, else the newest that fits. */
final class JdkSearch {

    private final Machine machine;
    private final Function<Path, Optional<Jdk>> probe;
    private final Consumer<String> note;

    JdkSearch(Machine machine, Function<Path, Optional<Jdk>> probe, Consumer<String> note) {
        this.machine = machine;
        this.probe = probe;
        this.note = note;
    }

    Jdk choose(@Nullable Path asked) {
        if (asked != null) {
            return fit(asked);
        }
        String javaHome = machine.variable("JAVA_HOME");
        if (!javaHome.isEmpty()) {
            Optional<Jdk> named = probe.apply(real(Path.of(javaHome)));
            if (named.isPresent() && named.get().unfitness().isEmpty()) {
                return named.get();
            }
            note.accept("JAVA_HOME passed over. "
                    + named.flatMap(Jdk::unfitness).orElse("There is no Java in \"" + javaHome + "\"."));
        }
        return newest();
    }

    private Jdk fit(Path home) {
        Jdk jdk = probe.apply(real(home))
                .orElseThrow(() -> new RefusedException("There is no Java in \"" + home
                        + "\": no bin/java there that answers --list-modules; name the folder above bin, for example:"
                        + " --jdk /usr/lib/jvm/java-21-openjdk"));
        jdk.unfitness().ifPresent(reason -> {
            throw new RefusedException(reason);
        });
        return jdk;
    }

    private Jdk newest() {
        List<Jdk> found =
                candidates().stream().map(probe).flatMap(Optional::stream).toList();
        // The first of equals wins, and the running JDK is the first candidate: it is known to work.
        return found.stream()
                .filter(jdk -> jdk.unfitness().isEmpty())
                .reduce((kept, next) -> kept.version().compareTo(next.version()) >= 0 ? kept : next)
                .orElseThrow(() -> noneFits(found));
    }

    private static RefusedException noneFits(List<Jdk> found) {
        String nearest = found.stream()
                .max(Comparator.comparing(Jdk::version))
                .flatMap(Jdk::unfitness)
                .orElse("There is no Java on this machine: " + Jdk.advice(Jdk.OLDEST_FEATURE));
        return new RefusedException(nearest);
    }

    private Set<Path> candidates() {
        Set<Path> homes = new LinkedHashSet<>();
        homes.add(real(Path.of(machine.property("java.home"))));
        javaOnPath().ifPresent(homes::add);
        for (Path folder : collections()) {
            for (Path entry : children(folder)) {
                Path bundle = entry.resolve("Contents").resolve("Home");
                homes.add(real(Files.isDirectory(bundle) ? bundle : entry));
            }
        }
        return homes;
    }

    /** Folders whose children are Java installations, on Linux, macOS and Windows. */
    private List<Path> collections() {
        Path home = machine.home();
        List<Path> folders = new ArrayList<>(List.of(
                Path.of("/usr/lib/jvm"),
                home.resolve(".sdkman/candidates/java"),
                home.resolve(".jdks"),
                home.resolve("Library/Java/JavaVirtualMachines"),
                Path.of("/Library/Java/JavaVirtualMachines"),
                Path.of("/opt/homebrew/opt/openjdk/libexec"),
                Path.of("/usr/local/opt/openjdk/libexec")));
        String programs = machine.variable("ProgramFiles");
        if (!programs.isEmpty()) {
            folders.add(Path.of(programs, "Java"));
            folders.add(Path.of(programs, "Eclipse Adoptium"));
        }
        return folders;
    }

    private Optional<Path> javaOnPath() {
        String name = machine.isWindows() ? "java.exe" : "java";
        for (String folder : machine.variable("PATH").split(File.pathSeparator, -1)) {
            Path java = Path.of(folder).resolve(name);
            if (!folder.isEmpty() && Files.isExecutable(java)) {
                Path bin = real(java).getParent();
                return Optional.ofNullable(bin == null ? null : bin.getParent());
            }
        }
        return Optional.empty();
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
            entries.forEach(children::add);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        // A folder lists in any order; the choice between equals must not depend on it.
        children.sort(Comparator.naturalOrder());
        return children;
    }

    /** Two names of one JDK must not count twice, and an upgrade must not turn a spec's path to another version. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException missing) {
            return path.toAbsolutePath();
        }
    }
}
