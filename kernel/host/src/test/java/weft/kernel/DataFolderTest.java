package weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFolderTest {

    private static final Path HOME = Path.of("home");

    @Test
    void of_followsJupytersRule() {
        assertThat(DataFolder.of(Map.of("JUPYTER_DATA_DIR", "d", "XDG_DATA_HOME", "x"), "Linux", HOME))
                .isEqualTo(Path.of("d", "weft"));
        assertThat(DataFolder.of(Map.of("XDG_DATA_HOME", "x"), "Linux", HOME))
                .isEqualTo(Path.of("x", "jupyter", "weft"));
        assertThat(DataFolder.of(Map.of(), "Linux", HOME))
                .isEqualTo(Path.of("home", ".local", "share", "jupyter", "weft"));
        assertThat(DataFolder.of(Map.of("HOME", "other"), "Linux", HOME))
                .isEqualTo(Path.of("other", ".local", "share", "jupyter", "weft"));
        assertThat(DataFolder.of(Map.of(), "Mac OS X", HOME)).isEqualTo(Path.of("home", "Library", "Jupyter", "weft"));
        assertThat(DataFolder.of(Map.of("APPDATA", "a"), "Windows 11", HOME))
                .isEqualTo(Path.of("a", "jupyter", "weft"));
    }
}
