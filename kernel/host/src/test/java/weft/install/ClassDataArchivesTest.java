package weft.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weft.uservm.OptionWords;

class ClassDataArchivesTest {

    private static final Path ARCHIVE = Path.of("weft-runtime.jsa");

    @Test
    void files_everyKind_areRemovedByUninstall() {
        assertThat(ClassDataArchives.files())
                .contains("weft.jsa", "weft.aot", "weft-runtime.jsa")
                .doesNotHaveDuplicates();
    }

    @Test
    void forHost_cacheFrom25On_elseDynamicArchive() {
        assertThat(ArchiveKind.forHost(jdk("17.0.15"))).isEqualTo(ArchiveKind.DYNAMIC);
        assertThat(ArchiveKind.forHost(jdk("25"))).isEqualTo(ArchiveKind.AHEAD_OF_TIME);
    }

    @Test
    void forUserVm_trainedWithDebugAgent_neverDumpsAtItsEnd() {
        assertThat(ArchiveKind.forUserVm().training(ARCHIVE))
                .isEqualTo(List.of("-XX:DumpLoadedClassList=weft-runtime.jsa.lst"));
    }

    @Test
    void running_anyKind_isSilentWhereTheArchiveDoesNotFit() {
        assertThat(ArchiveKind.values())
                .allSatisfy(kind -> assertThat(kind.running(ARCHIVE)).contains("-Xlog:disable"));
    }

    @Test
    void leaveOutRegenerated_classesOfNoFile_areNotArchived(@TempDir Path folder) throws IOException {
        Path list = Files.writeString(folder.resolve("list"), """
                java/lang/Object id: 0
                @lambda-form-invoker [SPECIES_RESOLVE] java.lang.invoke.BoundMethodHandle$Species_LI (salvaged)
                @lambda-form-invoker [LF_RESOLVE] java.lang.invoke.DirectMethodHandle$Holder invokeStatic L7_L
                @lambda-proxy java/util/List run ()Ljava/lang/Runnable;
                """);

        ClassDataArchives.leaveOutRegenerated(list);

        assertThat(list).hasContent("""
                java/lang/Object id: 0
                @lambda-form-invoker [LF_RESOLVE] java.lang.invoke.DirectMethodHandle$Holder invokeStatic L7_L
                @lambda-proxy java/util/List run ()Ljava/lang/Runnable;
                """);
    }

    @Test
    void trainingOptions_withABlankInAPath_stayOneWordEach() {
        List<String> options = List.of("-Xshare:off", "-XX:DumpLoadedClassList=/Application Support/weft.list");

        assertThat(OptionWords.split(String.join(" ", ClassDataArchives.quoted(options))))
                .isEqualTo(options);
    }

    private static Jdk jdk(String version) {
        return new Jdk(Path.of("/jdk"), Runtime.Version.parse(version), Set.of());
    }
}
