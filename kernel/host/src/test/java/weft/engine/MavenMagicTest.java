package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weft.wire.MimeBundle;

/** {@code %maven} in a real notebook, against a repository on this machine. */
class MavenMagicTest {

    private static final String GREETER = """
            package greet;

            /** Greets people. */
            public class Greeter {
                /** Greets one person by name. */
                public static String hello(String name) { return "Hello, " + name; }
            }
            """;

    @TempDir
    private Path folder;

    private TestRepository repository;
    private Notebook notebook;
    private String settings;

    @BeforeEach
    void publish() throws IOException {
        // The build's own, which Maven hands down to its tests: it would win over the settings.
        System.clearProperty("maven.repo.local");
        repository = new TestRepository(folder);
        repository.publish("test.base:base:1.0", "base.Base", "package base; public class Base {}");
        repository.publish("test.greet:greeter:1.0", "greet.Greeter", GREETER, "test.base:base:1.0");
        repository.publish(
                "test.greet:greeter:1.1", "greet.Greeter", GREETER.replace("Hello", "Hi"), "test.base:base:1.0");
        settings = "--settings " + repository.settings("") + " ";
        notebook = new Notebook();
    }

    @AfterEach
    void close() {
        notebook.close();
        repository.close();
    }

    private String maven(String arguments) {
        return notebook.value("%maven " + settings + arguments);
    }

    private boolean wasSaid(String text) {
        return notebook.shown().stream().anyMatch(shown -> shown.text().contains(text));
    }

    @Test
    void maven_libraryThatNeedsAnother_bringsBothAndKeepsVariables() {
        notebook.run("int before = 41;");
        assertThat(maven("test.greet:greeter:1.0")).isEmpty();
        assertThat(notebook.value("greet.Greeter.hello(\"you\") + new base.Base().getClass().getSimpleName()"))
                .isEqualTo("Hello, youBase");
        assertThat(notebook.value("before + 1")).isEqualTo("42");
        assertThat(wasSaid("Added to the class path: test.greet:greeter:1.0; with it: test.base:base:1.0"))
                .isTrue();
    }

    @Test
    void maven_userVmReplaced_keepsClassPath() {
        maven("test.greet:greeter:1.0");
        notebook.run("%jvm -Xmx256m");
        assertThat(notebook.value("greet.Greeter.hello(\"you\")")).isEqualTo("Hello, you");
        notebook.run("System.exit(3);");
        assertThat(notebook.value("greet.Greeter.hello(\"me\")")).isEqualTo("Hello, me");
    }

    @Test
    void maven_otherVersionLater_leavesTheFirstAndSaysSo() {
        maven("test.greet:greeter:1.0");
        assertThat(maven("test.greet:greeter:1.1")).isEmpty();
        assertThat(wasSaid("test.greet:greeter stays at 1.0; 1.1 was not added"))
                .isTrue();
        assertThat(notebook.value("greet.Greeter.hello(\"you\")")).isEqualTo("Hello, you");
    }

    @Test
    void maven_noVersionOrRange_takesTheNewestThatFits() {
        maven("test.greet:greeter");
        assertThat(notebook.value("greet.Greeter.hello(\"you\")")).isEqualTo("Hi, you");
        notebook.run("%jvm -Xmx256m");
        assertThat(maven("test.base:base:[0.5,2)")).isEmpty();
    }

    @Test
    void maven_unknownVersion_saysWhereItLookedAndWhatThereIs() {
        assertThat(maven("test.greet:greeter:1.9"))
                .contains("\"test.greet:greeter:1.9\" was not found")
                .contains(repository.local().toString())
                .contains(repository.url())
                .contains("There are 1.1, 1.0")
                .endsWith("Type: %maven test.greet:greeter:1.1");
    }

    @Test
    void maven_unknownArtifact_proposesTheSameNameOfAnotherGroup() {
        maven("test.greet:greeter:1.0");
        assertThat(maven("org.greet:greeter:1.0")).contains("Did you mean test.greet:greeter:1.0?");
    }

    @Test
    void maven_classifierInThirdPlace_isToldWhereItBelongs() throws IOException {
        repository.publish("test.native:lib:linux:1.0", "nat.Lib", "package nat; public class Lib {}");
        assertThat(maven("test.native:lib:linux:1.0")).endsWith("type: %maven test.native:lib:jar:linux:1.0");
        assertThat(maven("test.native:lib:jar:linux:1.0")).isEmpty();
        assertThat(notebook.value("new nat.Lib().getClass().getName()")).isEqualTo("nat.Lib");
    }

    @Test
    void maven_exclusion_leavesTheOtherOut() {
        maven("test.greet:greeter:1.0 --exclude test.base:*");
        assertThat(notebook.value("new base.Base()")).contains("base");
        assertThat(notebook.value("greet.Greeter.hello(\"you\")")).isEqualTo("Hello, you");
    }

    @Test
    void maven_noNetwork_usesWhatWasFetchedBefore() {
        maven("test.greet:greeter:1.0");
        repository.shutDown();
        try (Notebook other = new Notebook()) {
            assertThat(other.value("%maven " + settings + "test.greet:greeter:1.0"))
                    .isEmpty();
            assertThat(other.value("greet.Greeter.hello(\"you\")")).isEqualTo("Hello, you");
            assertThat(other.value("%maven " + settings + "test.greet:greeter:1.1"))
                    .contains("\"test.greet:greeter:1.1\" is not in")
                    .contains("no connection to")
                    .contains(repository.url());
            assertThat(other.value("%maven " + settings + "--offline test.greet:greeter:1.1"))
                    .contains("offline");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void maven_repositoryOfActiveProfile_isAsked() throws IOException {
        settings = "--settings " + repository.profileSettings() + " ";
        assertThat(maven("test.greet:greeter:1.0")).isEmpty();
    }

    @Test
    void maven_repositoryWithLogin_getsTheServersNameAndPassword() throws IOException {
        repository.demandLogin();
        assertThat(maven("test.greet:greeter:1.0")).contains("401").contains("<servers>");
        settings = "--settings "
                + repository.settings(
                        "<servers><server><id>test</id><username>reader</username><password>secret</password></server></servers>")
                + " ";
        assertThat(maven("test.greet:greeter:1.0")).isEmpty();
    }

    @Test
    void maven_interruptWhileServerIsSilent_endsAtOnce() throws Exception {
        CompletableFuture<CellOutcome> outcome = notebook.start("%maven " + settings + "test.stalls:lib:1.0");
        assertThat(repository.stalled.await(30, TimeUnit.SECONDS)).isTrue();
        notebook.engine.interrupt();
        assertThat(Notebook.describe(outcome.get(10, TimeUnit.SECONDS))).startsWith("Interrupted");
        assertThat(maven("test.greet:greeter:1.0")).isEmpty();
    }

    @Test
    void close_whileSourcesAreFetched_leavesNobodyWhoWritesToTheLocalRepository() throws Exception {
        repository.publish("test.undocumented:lib:1.0", "doc.Lib", "package doc; public class Lib {}");
        assertThat(maven("test.undocumented:lib:1.0")).isEmpty();
        assertThat(repository.stalled.await(30, TimeUnit.SECONDS)).isTrue();
        notebook.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("weft-sources", "weft-maven");
    }

    @Test
    void close_afterAnInterrupt_leavesNobodyWhoAsksTheSilentServer() throws Exception {
        CompletableFuture<CellOutcome> outcome = notebook.start("%maven " + settings + "test.stalls:lib:1.0");
        assertThat(repository.stalled.await(30, TimeUnit.SECONDS)).isTrue();
        notebook.engine.interrupt();
        outcome.get(30, TimeUnit.SECONDS);
        notebook.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("weft-maven");
    }

    @Test
    void maven_newClasses_completeAndHaveDocumentation() {
        maven("--sources test.greet:greeter:1.0");
        String code = "greet.Greeter.he";
        assertThat(notebook.engine.complete(code, code.length()).matches())
                .anyMatch(match -> match.text().startsWith("hello"));
        assertThat(notebook.engine.inspect("greet.Greeter.hello", 18, 1))
                .hasValueSatisfying(bundle ->
                        assertThat(bundle.data().get(MimeBundle.TEXT)).contains("Greets one person by name."));
    }

    @Test
    void maven_kernelsOwnLibraries_stayOutOfSight() {
        maven("test.greet:greeter:1.0");
        assertThat(notebook.value("new com.google.gson.Gson()")).contains("com.google.gson");
        assertThat(notebook.value("weft.threads.Gil.on().isOn()")).isEqualTo("true");
    }

    @Test
    void maven_badArguments_sayWhatToType() {
        assertThat(maven("nonsense")).contains("\"nonsense\" names no library").contains("%maven com.h2database:h2");
        assertThat(maven("--nonsense")).contains("--nonsense").contains("%maven --help");
        assertThat(maven("")).contains("no library is named");
        assertThat(notebook.value("%maven --settings /nowhere.xml a:b:1")).contains("\"/nowhere.xml\"");
    }

    @Test
    void jars_folder_isAddedAndListed() throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Path jar = repository.publish("test.x:x:1.0", "x.X", "package x; public class X {}");
        Files.copy(jar, lib.resolve("x.jar"));
        assertThat(notebook.value("%jars " + lib)).isEmpty();
        assertThat(notebook.value("new x.X().getClass().getName()")).isEqualTo("x.X");
        notebook.run("%classpath");
        assertThat(notebook.output("cell-3")).contains(lib.resolve("x.jar").toString());
        assertThat(notebook.value("%jars " + lib.resolve("none*.jar"))).contains("there is no jar at");
    }
}
