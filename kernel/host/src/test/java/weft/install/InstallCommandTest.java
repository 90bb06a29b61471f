package weft.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InstallCommandTest {

    private static final Path RUNNING_JDK = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path folder;

    private Path prefix;
    private Path spec;
    private Distribution distribution;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void packageKernel() throws IOException {
        prefix = folder.resolve("prefix");
        spec = prefix.resolve("share/jupyter/kernels/weft");
        distribution = new Distribution(jar("built.jar", Distribution.RUNTIME_JAR));
    }

    @Test
    void install_dryRun_printsPathsAndWritesNothing() throws IOException {
        Files.createDirectories(prefix);

        int status = run("install", "--prefix", prefix.toString(), "--dry-run");

        assertThat(status).isZero();
        assertThat(out.toString())
                .contains("write " + spec.resolve("kernel.json"), "write " + spec.resolve("weft.jar"));
        assertThat(tree(prefix)).containsExactly("");
    }

    @Test
    void install_thenUninstall_leavesTreeAsBefore() throws IOException {
        Path neighbour = prefix.resolve("share/jupyter/kernels/python3/kernel.json");
        Files.createDirectories(neighbour.getParent());
        Files.writeString(neighbour, "{}");
        List<String> before = tree(prefix);

        int installed = install();
        List<String> between = tree(prefix);
        int removed = run("uninstall", "--prefix", prefix.toString());

        assertThat(installed).isZero();
        assertThat(between).contains("share/jupyter/kernels/weft/kernel.json").hasSizeGreaterThan(before.size());
        assertThat(removed).isZero();
        assertThat(tree(prefix)).isEqualTo(before);
    }

    @Test
    void install_everyFileWritten_isPrintedAndRemovedInPrint() throws IOException {
        install();
        List<String> files = Stream.of("kernel.json", "weft.jar", "weft-runtime.jar", "logo-64x64.png")
                .map(name -> spec.resolve(name).toString())
                .toList();

        run("uninstall", "--prefix", prefix.toString());

        assertThat(files).allSatisfy(file -> assertThat(out.toString()).contains("write " + file, "remove " + file));
    }

    @Test
    void uninstall_strangersFileInFolder_isKept() throws IOException {
        install();
        Path note = Files.writeString(spec.resolve("note.txt"), "mine");

        run("uninstall", "--prefix", prefix.toString());

        assertThat(tree(spec)).containsExactly("", "note.txt");
        assertThat(note).hasContent("mine");
    }

    @Test
    void uninstall_kernelOfAnother_isRefused() throws IOException {
        foreignKernel();

        int status = run("uninstall", "--prefix", prefix.toString());

        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains("There is no Weft kernel in \"" + spec + "\"");
        assertThat(spec.resolve("kernel.json")).exists();
    }

    @Test
    void uninstall_dryRun_printsPathsAndRemovesNothing() throws IOException {
        install();
        List<String> before = tree(prefix);

        run("uninstall", "--prefix", prefix.toString(), "--dry-run");

        assertThat(out.toString()).contains("remove " + spec.resolve("kernel.json"));
        assertThat(tree(prefix)).isEqualTo(before);
    }

    @Test
    void install_overKernelOfAnother_isRefusedWithoutReplace() throws IOException {
        Path foreign = foreignKernel();

        int status = install();

        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains("Another kernel lies in \"" + spec + "\"", "--replace");
        assertThat(foreign).hasContent("{\"argv\": [\"other\"]}");
        assertThat(tree(spec)).containsExactly("", "kernel.json");
    }

    @Test
    void install_overKernelOfAnotherWithReplace_takesItsPlace() throws IOException {
        foreignKernel();

        int status = install("--replace");

        assertThat(status).isZero();
        assertThat(KernelSpec.isWeft(spec)).isTrue();
    }

    @Test
    void kernelJson_defaults_nameTheJdkAndTheCopiesAbsolutely() throws IOException {
        install();

        JsonObject json = kernelJson();
        List<String> argv = argv(json);
        assertThat(argv.get(0))
                .isEqualTo(RUNNING_JDK.toRealPath().resolve("bin/java").toString());
        assertThat(argv)
                .containsSubsequence(
                        "-cp", spec.resolve("weft.jar").toString(), "weft.kernel.Main", "{connection_file}")
                .contains("-Dweft.runtime.jar=" + spec.resolve("weft-runtime.jar"))
                .contains(System.getProperty("weft.test.exports").split(" "))
                .noneMatch(word -> word.contains("@"));
        assertThat(json.get("language").getAsString()).isEqualTo("java");
        assertThat(json.get("interrupt_mode").getAsString()).isEqualTo("message");
        assertThat(json.get("display_name").getAsString())
                .isEqualTo("Java " + Runtime.version().feature() + " (Weft)");
        assertThat(json.getAsJsonObject("metadata").get("debugger").getAsBoolean())
                .isFalse();
        assertThat(json.getAsJsonObject("env").keySet()).isEmpty();
    }

    @Test
    void kernelJson_namesAndOptionsGiven_areTakenOver() throws IOException {
        run(
                "install",
                "--prefix",
                prefix.toString(),
                "--jdk",
                RUNNING_JDK.toString(),
                "--no-archives",
                "--name",
                "weft-x",
                "--display-name",
                "Java \"X\"",
                "--jvm-options=-Xmx2g --enable-preview");

        spec = spec.resolveSibling("weft-x");
        JsonObject json = kernelJson();
        assertThat(json.get("display_name").getAsString()).isEqualTo("Java \"X\"");
        assertThat(json.getAsJsonObject("env").get("WEFT_VM_OPTIONS").getAsString())
                .isEqualTo("-Xmx2g --enable-preview");
    }

    @Test
    void install_builtJarGoneAfterwards_leavesWholeCopies() throws IOException {
        byte[] built = OldClassFiles.renewed(Files.readAllBytes(distribution.jar()));
        install();

        Files.delete(distribution.jar());

        assertThat(spec.resolve("weft.jar")).hasBinaryContent(built);
        assertThat(spec.resolve("weft-runtime.jar")).hasContent("runtime");
    }

    @Test
    void install_jdkWithoutJshell_isRefusedSayingWhatToInstall() throws IOException {
        Path jre = fakeJava("jre", "java.base@21.0.1", "jdk.jdi@21.0.1", "jdk.jfr@21.0.1", "java.instrument@21.0.1");

        int status = run("install", "--prefix", prefix.toString(), "--jdk", jre.toString());

        assertThat(status).isEqualTo(1);
        assertThat(err.toString())
                .contains("The Java in \"" + jre + "\" has no module \"jdk.jshell\", \"jdk.compiler\"")
                .contains("sudo apt-get install openjdk-21-jdk-headless");
        assertThat(prefix).doesNotExist();
    }

    @Test
    void install_jdkTooOld_isRefusedNamingItsVersion() throws IOException {
        Path old = fakeJava("old", "java.base@11.0.2", "jdk.jshell@11.0.2");

        int status = run("install", "--prefix", prefix.toString(), "--jdk", old.toString());

        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains("is version \"11.0.2\"", "openjdk-17-jdk-headless");
    }

    @Test
    void install_nameThatJupyterRefuses_isRefused() {
        int status = install("--name", "../weft");

        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains("\"../weft\"");
    }

    @Test
    void install_whereNothingCanBeWritten_isRefusedNamingThePlace() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        int status = run("install", "--prefix", file.resolve("below").toString(), "--no-archives");

        assertThat(status).isEqualTo(1);
        assertThat(err.toString())
                .contains("\"" + file.resolve("below"), "cannot be written", "--prefix DIR")
                .doesNotContain("Internal error");
        assertThat(out.toString()).doesNotContain("write ");
    }

    @Test
    void install_optionsThatTheVmRefuses_areRefusedWithItsWords() {
        int status = install("--jvm-options=-Xmx2g --nonsense");

        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains("--nonsense\"; it says: Unrecognized option: --nonsense");
        assertThat(prefix).doesNotExist();
    }

    @Test
    void install_optionWithABlankInQuotes_isTaken() {
        assertThat(install("--jvm-options=-Dname='a b'")).isZero();
    }

    @Test
    void helpAsked_beforeACommand_isThatCommandsHelp() {
        assertThat(Main.helpAsked("help", "install")).containsExactly("install", "--help");
        assertThat(Main.helpAsked("help")).containsExactly("--help");
        assertThat(Main.helpAsked("install", "--user")).containsExactly("install", "--user");
    }

    @Test
    void install_unknownOption_isAUsageError() {
        assertThat(run("install", "--prefx", "x")).isEqualTo(2);
    }

    @Test
    void install_twoPlacesAtOnce_isAUsageError() {
        assertThat(run("install", "--user", "--sys-prefix")).isEqualTo(2);
    }

    private int install(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("install", "--prefix", prefix.toString(), "--jdk", RUNNING_JDK.toString(), "--no-archives"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        Machine machine = new Machine(Map.of(), System.getProperties());
        CommandLine commands = Main.commandLine(machine, distribution);
        commands.setOut(new PrintWriter(out, true));
        commands.setErr(new PrintWriter(err, true));
        return commands.execute(arguments);
    }

    private JsonObject kernelJson() throws IOException {
        return new Gson().fromJson(Files.readString(spec.resolve("kernel.json")), JsonObject.class);
    }

    private static List<String> argv(JsonObject json) {
        List<String> argv = new ArrayList<>();
        json.getAsJsonArray("argv").forEach(word -> argv.add(word.getAsString()));
        return argv;
    }

    private Path foreignKernel() throws IOException {
        Files.createDirectories(spec);
        return Files.writeString(spec.resolve("kernel.json"), "{\"argv\": [\"other\"]}");
    }

    private Path jar(String name, String entry) throws IOException {
        Path jar = folder.resolve(name);
        try (JarOutputStream zip = new JarOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new JarEntry(entry));
            zip.write("runtime".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    /** A Java installation that answers the one question it is asked. */
    private Path fakeJava(String name, String... modules) throws IOException {
        Path home = folder.toRealPath().resolve(name);
        Path java = home.resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' " + String.join(" ", modules) + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }

    private static List<String> tree(Path top) throws IOException {
        try (Stream<Path> paths = Files.walk(top)) {
            return paths.map(path -> top.relativize(path).toString()).sorted().toList();
        }
    }
}
