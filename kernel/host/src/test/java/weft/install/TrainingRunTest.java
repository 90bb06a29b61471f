package weft.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrainingRunTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    private Path folder;

    @Test
    void start_kernelThatAnswers_isAskedEverythingAndEnded() throws IOException, TrainingException {
        Path notes = folder.resolve("notes.txt");

        TrainingRun.start(
                List.of(
                        JAVA,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FakeKernel.class.getName(),
                        notes.toString(),
                        "{connection_file}"),
                "",
                TrainingRun.SESSION);

        List<String> asked = Files.readAllLines(notes);
        assertThat(asked).startsWith("kernel_info_request", "execute_request");
        assertThat(asked).endsWith("complete_request", "inspect_request", "is_complete_request", "shutdown_request");
        assertThat(Collections.frequency(asked, "execute_request")).isEqualTo(TrainingRun.CELLS.size());
    }

    @Test
    void start_kernelThatDies_failsAtOnceWithItsLastWords() {
        List<String> command = List.of(JAVA, "-cp", folder.toString(), "no.such.Kernel", "{connection_file}");

        assertThatThrownBy(() -> TrainingRun.start(command, "", TrainingRun.LAUNCH))
                .isInstanceOf(TrainingException.class)
                .hasMessageContainingAll("ended with 1", "kernel_info_request", "no.such.Kernel");
    }
}
