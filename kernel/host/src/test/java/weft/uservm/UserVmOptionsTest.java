package weft.uservm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class UserVmOptionsTest {

    @Test
    void exports_areThoseOfTheManifest() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("weft.runtime.jar"))) {
            assertThat(String.join(" ", UserVmOptions.EXPORTS))
                    .isEqualTo(jar.getManifest().getMainAttributes().getValue("Add-Exports"));
        }
    }
}
