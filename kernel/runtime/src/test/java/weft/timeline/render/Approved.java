package weft.timeline.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares an output with the approved file of its name. To approve a change, rename the {@code .changed} file. */
final class Approved {

    private Approved() {}

    static void check(Path folder, String name, String extension, String output) {
        Path approved = folder.resolve(name + "." + extension);
        Path changed = folder.resolve(name + ".changed." + extension);
        try {
            if (Files.exists(approved) && Files.readString(approved).equals(output)) {
                Files.deleteIfExists(changed);
                return;
            }
            Files.writeString(changed, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("The output differs from the approved file.\n  approved: " + approved.toAbsolutePath()
                + "\n  now:      " + changed.toAbsolutePath() + "\nLook at both; if the new one is right, rename it.");
    }
}
