package weft.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that a person has read and found good; a text that differs is written beside them, as {@code *.changed.txt}. */
final class Approved {

    private static final Path FOLDER = Path.of("src/test/resources/approved/language");

    private Approved() {}

    static void check(String name, String actual) {
        Path approved = FOLDER.resolve(name + ".txt");
        Path changed = FOLDER.resolve(name + ".changed.txt");
        try {
            String expected = Files.exists(approved) ? Files.readString(approved) : "";
            if (expected.equals(actual)) {
                Files.deleteIfExists(changed);
                return;
            }
            Files.createDirectories(FOLDER);
            Files.writeString(changed, actual);
            assertThat(actual)
                    .as("%s differs; if %s is right, move it there", approved, changed.toAbsolutePath())
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compare with " + approved.toAbsolutePath(), e);
        }
    }
}
