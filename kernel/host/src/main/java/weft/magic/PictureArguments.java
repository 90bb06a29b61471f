package weft.magic;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the picture of a timeline goes and what stands beside it: options of every magic that draws one. */
final class PictureArguments {

    @Option(
            names = "--compare",
            paramLabel = "NAME",
            description = {
                "Draw this run below the earlier ones of the same NAME, all on one scale. A run is known by its title:"
                        + " recorded again, it takes its own place."
            })
    private @Nullable String comparison;

    @Option(names = "--fresh", description = "Begin the comparison anew, without the earlier runs.")
    private boolean fresh;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = {
                "Also write the picture to FILE, whose ending says the form: svg, png, html or txt; json for"
                        + " ui.perfetto.dev; capture for Weft. May be given more than once."
            })
    private List<Path> files = new ArrayList<>();

    private static Path inHome(Path file) {
        String home = System.getProperty("user.home", "");
        return file.startsWith("~") ? Path.of(home).resolve(Path.of("~").relativize(file)) : file;
    }

    /** @throws IllegalArgumentException with a sentence that says what was wrong */
    void check() {
        if (fresh && comparison == null) {
            throw new IllegalArgumentException(
                    "\"--fresh\" begins a comparison anew, and none is named; write for example --compare speed --fresh.");
        }
        for (Path file : files()) {
            SavedForm.of(file);
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new IllegalArgumentException(
                        "There is no folder \"" + folder + "\" to save \"" + file + "\" in; make it first.");
            }
        }
    }

    Optional<String> comparison() {
        return Optional.ofNullable(comparison);
    }

    boolean fresh() {
        return fresh;
    }

    List<Path> files() {
        return files.stream().map(PictureArguments::inHome).toList();
    }
}
