package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TemporaryFoldersTest {

    @Test
    void notebook_closed_leavesNoTemporaryFolder() throws IOException {
        Set<Path> before = folders();
        try (Notebook notebook = new Notebook()) {
            assertThat(notebook.value("6 * 7")).isEqualTo("42");
            assertThat(notebook.value("%%python\n6 * 7")).isEqualTo("42");
            notebook.run("Timeline.record(() -> Thread.yield())");
            assertThat(folders()).hasSize(before.size() + 2);
        }
        assertThat(folders()).isEqualTo(before);
    }

    /** Their names hold the process id of the kernel, here the test's. */
    private static Set<Path> folders() throws IOException {
        String pid = "-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("weft-")
                            && file.toString().contains(pid))
                    .collect(Collectors.toSet());
        }
    }
}
