package weft.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JdkSearchTest {

    private static final Set<String> WHOLE =
            Set.of("java.base", "jdk.jshell", "jdk.compiler", "jdk.jdi", "jdk.jfr", "java.instrument");

    @TempDir
    private Path home;

    private final Map<Path, Jdk> known = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private Path running;

    @BeforeEach
    void startFromAnOldJdk() throws IOException {
        home = home.toRealPath();
        running = jdk("running", "17.0.15", WHOLE);
    }

    @Test
    void choose_nothingAsked_isTheNewestThatFits() throws IOException {
        Path newest = jdk(".sdkman/candidates/java/25.0.3-tem", "25.0.3", WHOLE);
        jdk(".sdkman/candidates/java/26-jre", "26", Set.of("java.base"));
        jdk(".jdks/temurin-21", "21.0.1", WHOLE);

        assertThat(search().choose(null).home()).isEqualTo(newest);
    }

    @Test
    void choose_twoOfOneVersion_isTheRunningOne() throws IOException {
        jdk(".jdks/another", "17.0.15", WHOLE);

        assertThat(search().choose(null).home()).isEqualTo(running);
    }

    @Test
    void choose_javaHomeThatFits_winsOverNewer() throws IOException {
        Path wanted = jdk("wanted", "21.0.1", WHOLE);
        jdk(".jdks/newer", "25", WHOLE);
        environment.put("JAVA_HOME", wanted.toString());

        assertThat(search().choose(null).home()).isEqualTo(wanted);
    }

    @Test
    void choose_javaHomeWithoutJshell_isPassedOverAndSaid() throws IOException {
        Path jre = jdk("jre", "21.0.1", Set.of("java.base"));
        environment.put("JAVA_HOME", jre.toString());

        assertThat(search().choose(null).home()).isEqualTo(running);
        assertThat(notes).singleElement().asString().contains("JAVA_HOME passed over", jre.toString(), "jdk.jshell");
    }

    @Test
    void choose_noneFits_isRefusedNamingTheNearest() {
        known.put(running, new Jdk(running, Runtime.Version.parse("17"), Set.of("java.base")));

        assertThatThrownBy(() -> search().choose(null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll(running.toString(), "\"jdk.jshell\"", "openjdk-17-jdk-headless");
    }

    @Test
    @Timeout(60)
    void folderWhoseJavaNeverAnswers_isNoJdk() throws IOException {
        Path java = Files.createDirectories(home.resolve("stuck/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nsleep 600\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();

        assertThat(Jdk.in(home.resolve("stuck"), 100)).isEmpty();
    }

    @Test
    void parse_listingOfJava8_isNoJdk() {
        assertThat(Jdk.parse(home, "Unrecognized option: --list-modules")).isEmpty();
    }

    private JdkSearch search() {
        Machine machine = new Machine(environment, Map.of("java.home", running, "user.home", home, "os.name", "Linux"));
        // Only what a test invented is found, whatever the real machine has in /usr/lib/jvm.
        return new JdkSearch(machine, path -> Optional.ofNullable(known.get(path)), notes::add);
    }

    private Path jdk(String folder, String version, Set<String> modules) throws IOException {
        Path path = Files.createDirectories(home.resolve(folder));
        known.put(path, new Jdk(path, Runtime.Version.parse(version), modules));
        return path;
    }
}
