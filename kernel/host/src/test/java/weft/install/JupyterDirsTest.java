package weft.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JupyterDirsTest {

    @Test
    void userKernels_linux_isBelowLocalShare() {
        assertThat(dirs("Linux", Map.of()).userKernels()).isEqualTo(Path.of("/home/ada/.local/share/jupyter/kernels"));
    }

    @Test
    void userKernels_xdgDataHome_isObeyedOnLinux() {
        assertThat(dirs("Linux", Map.of("XDG_DATA_HOME", "/data")).userKernels())
                .isEqualTo(Path.of("/data/jupyter/kernels"));
    }

    @Test
    void userKernels_jupyterDataDir_winsEverywhere() {
        for (String system : new String[] {"Linux", "Mac OS X", "Windows 11"}) {
            assertThat(dirs(system, Map.of("JUPYTER_DATA_DIR", "/mine", "XDG_DATA_HOME", "/data"))
                            .userKernels())
                    .isEqualTo(Path.of("/mine/kernels"));
        }
    }

    @Test
    void userKernels_homeVariable_isHomeAsForJupyter() {
        assertThat(dirs("Linux", Map.of("HOME", "/elsewhere")).userKernels())
                .isEqualTo(Path.of("/elsewhere/.local/share/jupyter/kernels"));
    }

    @Test
    void userKernels_mac_isInTheLibrary() {
        assertThat(dirs("Mac OS X", Map.of()).userKernels()).isEqualTo(Path.of("/home/ada/Library/Jupyter/kernels"));
        assertThat(dirs("Mac OS X", Map.of("JUPYTER_PLATFORM_DIRS", "1")).userKernels())
                .isEqualTo(Path.of("/home/ada/Library/Application Support/Jupyter/kernels"));
    }

    @Test
    void userKernels_windows_isInAppData() {
        assertThat(dirs("Windows 11", Map.of("APPDATA", "/roaming")).userKernels())
                .isEqualTo(Path.of("/roaming/jupyter/kernels"));
    }

    @Test
    void activeEnvironment_virtualenv_isFound() {
        assertThat(dirs("Linux", Map.of("VIRTUAL_ENV", "/venv")).activeEnvironment())
                .isEqualTo(Path.of("/venv"));
    }

    @Test
    void activeEnvironment_none_isRefusedSayingWhatToType() {
        assertThatThrownBy(() -> dirs("Linux", Map.of()).activeEnvironment())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("--prefix DIR");
    }

    private static JupyterDirs dirs(String system, Map<String, String> environment) {
        return new JupyterDirs(new Machine(environment, Map.of("os.name", system, "user.home", "/home/ada")));
    }
}
