package weft.install;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One kernel's folder below Jupyter's {@code kernels}. Each path is printed as it is written or removed; a rehearsal
 * prints the same and touches nothing.
 */
final class SpecFolder {

    /** Everything that an installation can hold, and so everything that is taken away again. */
    private static final List<String> FILES = files();

    private final Path kernels;
    private final Path folder;
    private final boolean rehearsal;
    private final PrintWriter out;

    SpecFolder(Path kernels, String name, boolean rehearsal, PrintWriter out) {
        this.kernels = kernels.toAbsolutePath().normalize();
        this.folder = this.kernels.resolve(name);
        this.rehearsal = rehearsal;
        this.out = out;
    }

    Path path() {
        return folder;
    }

    void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        if (rehearsal) {
            written(file);
            return;
        }
        Files.createDirectories(folder);
        // A kernel may be running from the old file: it keeps it, and the new one takes the name.
        Path fresh = Files.createTempFile(folder, name, ".new");
        try {
            Files.write(fresh, content);
            makeReadable(fresh);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            written(file);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Reports a file that is written, or in a rehearsal would be. */
    void written(Path file) {
        out.println("write " + file);
    }

    /** Takes away what was installed; a file of somebody else's stays, and its folder with it. */
    void remove() throws IOException {
        for (String name : FILES) {
            if (Files.exists(folder.resolve(name))) {
                removeOne(folder.resolve(name));
            }
        }
        removeEmptyFolders();
    }

    /** Takes away an archive that an earlier installation left, because it fits only the jar that it was made with. */
    void removeIfThere(Path file) throws IOException {
        if (Files.exists(file)) {
            removeOne(file);
        }
    }

    private void removeOne(Path path) throws IOException {
        if (!rehearsal) {
            Files.delete(path);
        }
        out.println("remove " + path);
    }

    /** The folder, and above it {@code kernels}, {@code jupyter} and {@code share} where nothing else is in them. */
    private void removeEmptyFolders() throws IOException {
        List<Path> upwards = new ArrayList<>(List.of(folder, kernels));
        Path jupyter = kernels.getParent();
        if (jupyter != null && jupyter.endsWith(Path.of("share", "jupyter"))) {
            upwards.add(jupyter);
            upwards.add(jupyter.getParent());
        }
        if (rehearsal) {
            rehearseRemoval();
            return;
        }
        for (Path directory : upwards) {
            if (!removeIfEmpty(directory)) {
                return;
            }
        }
    }

    private void rehearseRemoval() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.allMatch(entry -> FILES.contains(String.valueOf(entry.getFileName())))) {
                out.println("remove " + folder);
            }
        }
    }

    private boolean removeIfEmpty(Path directory) throws IOException {
        try {
            Files.delete(directory);
            out.println("remove " + directory);
            return true;
        } catch (DirectoryNotEmptyException inUse) {
            return false;
        } catch (NoSuchFileException gone) {
            return true;
        }
    }

    /** Temporary files are private to their maker; a kernel that root installs is for everybody. */
    private static void makeReadable(Path file) {
        if (!file.toFile().setReadable(true, false)) {
            throw new IllegalStateException("Cannot make readable: " + file);
        }
    }

    private static List<String> files() {
        List<String> files = new ArrayList<>(KernelSpec.LOGOS);
        files.add(Distribution.HOST_JAR);
        files.add(Distribution.RUNTIME_JAR);
        files.addAll(ClassDataArchives.files());
        // The last to go: an uninstall cut short must still find a spec of ours.
        files.add(KernelSpec.FILE);
        return List.copyOf(files);
    }
}
