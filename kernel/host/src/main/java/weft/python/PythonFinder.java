package weft.python;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the program that runs Python: first in the environment in which the kernel is at home, then on the PATH, then
 * where pyenv and uv keep further versions.
 *
 * @param environment the kernel's environment variables
 * @param kernelFolder where the kernel is installed: {@code ENV/share/jupyter/kernels/NAME} belongs to ENV
 * @param home the user's home directory
 */
record PythonFinder(Map<String, String> environment, Optional<Path> kernelFolder, Path home) {

    static PythonFinder ofThisKernel() {
        String jar = System.getProperty("weft.runtime.jar");
        Optional<Path> folder = Optional.ofNullable(jar)
                .map(file -> Path.of(file).toAbsolutePath().getParent());
        return new PythonFinder(System.getenv(), folder, Path.of(System.getProperty("user.home", ".")));
    }

    /** The Python that runs where nobody asks for another. */
    Path preferred() throws PythonMissingException {
        return find(List.of("python3", "python"))
                .orElseThrow(
                        () -> new PythonMissingException(
                                "No Python was found: there is neither python3 nor python in "
                                        + places() + ". Install one: \"sudo apt install python3\" on Debian and Ubuntu,"
                                        + " \"brew install python\" on macOS; or say where yours is: %%python --on /path/to/python3"));
    }

    /** The Python that somebody names: a path, a program such as {@code python3.13}, or a version such as 3.13. */
    Path named(String name) throws PythonMissingException {
        if (name.contains("/")) {
            Path path = name.startsWith("~/") ? home.resolve(name.substring(2)) : Path.of(name);
            if (!Files.isExecutable(path) || Files.isDirectory(path)) {
                throw new PythonMissingException("There is no program at \"" + name
                        + "\"; give the path of a Python, for example: %%python --on /usr/bin/python3");
            }
            return path.toAbsolutePath();
        }
        String program = name.matches("\\d.*") ? "python" + name : name;
        return find(List.of(program))
                .orElseThrow(() -> new PythonMissingException("There is no \"" + program + "\" in " + places() + ". "
                        + (found().isEmpty()
                                ? "No other Python was found either."
                                : "Found were: " + String.join(", ", found()))
                        + (program.matches("python3[.\\dt]*")
                                ? ". To get one: uv python install " + program.substring("python".length())
                                : ". Give a path, a program or a version, for example: %%python --on 3.13")));
    }

    private Optional<Path> find(List<String> programs) {
        for (String program : programs) {
            for (Path folder : folders()) {
                Path candidate = folder.resolve(program);
                if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private Set<Path> folders() {
        Set<Path> folders = new LinkedHashSet<>(ownEnvironment());
        for (String entry : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            // pyenv's shims stand for versions that may not be active; the programs behind them are looked up below.
            if (!entry.isEmpty() && !entry.endsWith("/shims")) {
                folders.add(Path.of(entry).toAbsolutePath());
            }
        }
        versions(home.resolve(".pyenv/versions")).forEach(folders::add);
        versions(home.resolve(".local/share/uv/python")).forEach(folders::add);
        return folders;
    }

    private List<Path> ownEnvironment() {
        List<Path> bins = new ArrayList<>();
        for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
            String prefix = environment.getOrDefault(variable, "");
            if (!prefix.isEmpty()) {
                bins.add(Path.of(prefix, "bin").toAbsolutePath());
            }
        }
        kernelFolder
                .map(folder -> folder.resolve("../../../../bin").normalize())
                .ifPresent(bins::add);
        return bins;
    }

    /** Newest first. */
    private static List<Path> versions(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted(Comparator.comparing(PythonFinder::versionOf).reversed())
                    .map(version -> version.resolve("bin"))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** With numbers of one width, so that 3.9 comes before 3.13. */
    private static String versionOf(Path folder) {
        return java.util.regex.Pattern.compile("\\d+")
                .matcher(folder.getFileName().toString())
                .replaceAll(number -> String.format("%05d", Integer.parseInt(number.group())));
    }

    private List<String> found() {
        List<String> names = new ArrayList<>();
        for (Path folder : folders()) {
            try (Stream<Path> programs = Files.list(folder)) {
                programs.filter(each -> each.getFileName().toString().matches("python3\\.\\d+t?"))
                        .map(each -> each.getFileName().toString())
                        .filter(each -> !names.contains(each))
                        .sorted()
                        .forEach(names::add);
            } catch (IOException e) {
                // A folder of the PATH need not exist.
                System.getLogger("weft.python").log(System.Logger.Level.DEBUG, "Looking for Python in " + folder, e);
            }
        }
        return names;
    }

    private String places() {
        List<String> places = new ArrayList<>();
        ownEnvironment().forEach(bin -> places.add(bin.toString()));
        places.add("the PATH");
        return String.join(", ", places);
    }
}
