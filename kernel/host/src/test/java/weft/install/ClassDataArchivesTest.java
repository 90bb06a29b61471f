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
    void canLink_from25On() {
        assertThat(ArchiveKind.canLink(jdk("17.0.15"))).isFalse();
        assertThat(ArchiveKind.canLink(jdk("25"))).isTrue();
    }

    @Test
    void fromClassList_forAVmWithDebugAgent_neverDumpsAtItsEndAndLinksNothing() {
        assertThat(ArchiveKind.FROM_CLASS_LIST.training(ARCHIVE))
                .isEqualTo(List.of("-XX:DumpLoadedClassList=weft-runtime.jsa.lst"));
        assertThat(ArchiveKind.FROM_CLASS_LIST.afterwards(ARCHIVE)).doesNotContain("-XX:+AOTClassLinking");
    }

    @Test
    void running_isSilentWhereTheArchiveDoesNotFit() {
        assertThat(ArchiveKind.running(ARCHIVE)).contains("-Xlog:disable");
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
