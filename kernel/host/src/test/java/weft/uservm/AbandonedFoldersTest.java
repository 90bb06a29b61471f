package weft.uservm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedFoldersTest {

    private static long pidOfEndedProcess() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        return process.pid();
    }

    @Test
    void folders_whoseKernelIsGone_areDeleted_othersStay(@TempDir Path parent) throws Exception {
        long gone = pidOfEndedProcess();
        Path ours = Files.createDirectory(parent.resolve(AbandonedFolders.prefix("weft-") + "1"));
        Path oursForPython = Files.createDirectory(parent.resolve(AbandonedFolders.prefix("weft-python-") + "2"));
        Path foreign = Files.createDirectory(parent.resolve("weft-lessons"));
        Path vm = Files.createDirectories(parent.resolve("weft-" + gone + "-3").resolve("jfr"));
        Path python = Files.createDirectories(parent.resolve("weft-python-" + gone + "-4"));
        Files.writeString(vm.resolve("part.jfr"), "recorded");

        AbandonedFolders.delete(ours);

        assertThat(parent).isDirectoryNotContaining(file -> file.toString().contains("-" + gone + "-"));
        assertThat(python).doesNotExist();
        assertThat(ours).exists();
        assertThat(oursForPython).exists();
        assertThat(foreign).exists();
    }

    @Test
    void link_withTheNameOfAnAbandonedFolder_isNotFollowed(@TempDir Path parent) throws Exception {
        Path ours = Files.createDirectory(parent.resolve(AbandonedFolders.prefix("weft-") + "1"));
        Path precious = Files.createDirectory(parent.resolve("precious"));
        Files.writeString(precious.resolve("work.txt"), "kept");
        Files.createSymbolicLink(parent.resolve("weft-" + pidOfEndedProcess() + "-5"), precious);

        AbandonedFolders.delete(ours);

        assertThat(precious.resolve("work.txt")).hasContent("kept");
    }
}
