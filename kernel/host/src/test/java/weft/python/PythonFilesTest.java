package weft.python;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonFilesTest {

    @Test
    void copyBelow_folderThatTakesNothing_saysWhereRoomIsMissingAndAdvisesNoOtherPython(@TempDir Path folder) {
        Path gone = folder.resolve("gone");

        assertThatThrownBy(() -> PythonFiles.copyBelow(gone))
                .isInstanceOf(PythonMissingException.class)
                .hasMessageContaining("\"" + gone + "\"")
                .hasMessageContaining("make room there")
                .hasMessageNotContaining("--on");
    }
}
