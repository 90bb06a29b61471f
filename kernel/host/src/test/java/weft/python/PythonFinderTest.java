package weft.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonFinderTest {

    @TempDir
    private Path root;

    private final Map<String, String> environment = new HashMap<>();

    private Path program(String path) throws IOException {
        Path program = root.resolve(path);
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private PythonFinder finder() {
        return new PythonFinder(environment, Optional.empty(), root.resolve("home"));
    }

    private String refusal(String name) {
        try {
            return "found " + finder().named(name);
        } catch (PythonMissingException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void preferred_inAnEnvironmentOfItsOwn_isThatOnes() throws Exception {
        Path own = program("venv/bin/python3");
        program("usr/bin/python3");
        environment.put("PATH", root.resolve("usr/bin").toString());
        environment.put("VIRTUAL_ENV", root.resolve("venv").toString());
        assertThat(finder().preferred()).isEqualTo(own);
    }

    @Test
    void preferred_kernelInstalledInAnEnvironment_isThatEnvironments() throws Exception {
        Path own = program("env/bin/python3");
        program("usr/bin/python3");
        environment.put("PATH", root.resolve("usr/bin").toString());
        Path kernel = root.resolve("env/share/jupyter/kernels/weft");
        assertThat(new PythonFinder(environment, Optional.of(kernel), root).preferred())
                .isEqualTo(own);
    }

    @Test
    void preferred_onlyPython_isTakenWherePython3IsMissing() throws Exception {
        Path only = program("usr/bin/python");
        environment.put("PATH", "/nowhere:" + only.getParent());
        assertThat(finder().preferred()).isEqualTo(only);
    }

    @Test
    void preferred_nonExecutableOrFolder_isPassedOver() throws Exception {
        Path plain = Files.createDirectories(root.resolve("one")).resolve("python3");
        Files.writeString(plain, "no program");
        Files.createDirectories(root.resolve("two/python3"));
        Path right = program("three/python3");
        environment.put("PATH", root.resolve("one") + ":" + root.resolve("two") + ":" + right.getParent());
        assertThat(finder().preferred()).isEqualTo(right);
    }

    @Test
    void preferred_nothingThere_saysWhereItLookedAndWhatToInstall() {
        environment.put("PATH", root.toString());
        environment.put("VIRTUAL_ENV", "/venv");
        assertThatExceptionOfType(PythonMissingException.class)
                .isThrownBy(() -> finder().preferred())
                .withMessageContainingAll("/venv/bin", "the PATH", "sudo apt install python3", "--on /path/to/python3");
    }

    @Test
    void named_version_isFoundAmongThoseOfPyenvAndUv() throws Exception {
        Path pyenv = program("home/.pyenv/versions/3.12.1/bin/python3.12");
        Path uv = program("home/.local/share/uv/python/cpython-3.14.0-linux/bin/python3.14t");
        assertThat(finder().named("3.12")).isEqualTo(pyenv);
        assertThat(finder().named("python3.14t")).isEqualTo(uv);
        assertThat(finder().named("3.14t")).isEqualTo(uv);
    }

    @Test
    void named_twoOfOneKind_isTheNewest() throws Exception {
        program("home/.pyenv/versions/3.9.18/bin/python3");
        Path newest = program("home/.pyenv/versions/3.13.0/bin/python3");
        program("home/.pyenv/versions/3.10.2/bin/python3");
        assertThat(finder().named("python3")).isEqualTo(newest);
    }

    @Test
    void named_shimOfPyenv_isPassedOver() throws Exception {
        Path behind = program("home/.pyenv/versions/3.12.1/bin/python3.12");
        program("home/.pyenv/shims/python3.12");
        environment.put("PATH", root.resolve("home/.pyenv/shims").toString());
        assertThat(finder().named("3.12")).isEqualTo(behind);
    }

    @Test
    void named_path_isTakenAsItIs() throws Exception {
        Path program = program("home/own/python");
        assertThat(finder().named(program.toString())).isEqualTo(program);
        assertThat(finder().named("~/own/python")).isEqualTo(program);
        assertThat(refusal("/no/python3"))
                .contains("no program at \"/no/python3\"")
                .contains("--on /usr/bin/python3");
    }

    @Test
    void named_unknown_saysWhatWasFoundAndHowToGetIt() throws Exception {
        program("usr/bin/python3.11");
        environment.put("PATH", root.resolve("usr/bin").toString());
        assertThat(refusal("3.14t"))
                .contains("no \"python3.14t\"")
                .contains("Found were: python3.11")
                .contains("uv python install 3.14t");
        assertThat(refusal("pypy")).contains("no \"pypy\"").contains("--on 3.13");
    }
}
