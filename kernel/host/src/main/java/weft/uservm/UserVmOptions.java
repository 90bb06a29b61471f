package weft.uservm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a user VM.
 *
 * @param jdk home of the JDK that runs it
 * @param runtimeJar weft-runtime's jar: its agent and its whole class path
 * @param vmOptions options of the learner, such as {@code -Xmx1g} or {@code --enable-preview}
 */
public record UserVmOptions(Path jdk, Path runtimeJar, List<String> vmOptions) {

    private static final int FIRST_WITH_ARCHIVED_EXPORTS = 25;

    /** As in the manifest of the jar, from which an installation takes them for the archive. */
    static final List<String> EXPORTS = List.of("java.base/jdk.internal.module", "java.instrument/sun.instrument");

    public UserVmOptions {
        vmOptions = List.copyOf(vmOptions);
    }

    /**
     * As the kernel spec says: the kernel's own JDK, the jar named by {@code weft.runtime.jar}, and the options in the
     * environment variable {@code WEFT_VM_OPTIONS}.
     */
    public static UserVmOptions ofThisKernel() {
        String jar = System.getProperty("weft.runtime.jar");
        if (jar == null) {
            throw new IllegalStateException("weft: -Dweft.runtime.jar is missing from the kernel's command;"
                    + " expected the path of weft-runtime.jar; install the kernel again: java -jar weft.jar install");
        }
        String options = System.getenv().getOrDefault("WEFT_VM_OPTIONS", "");
        return new UserVmOptions(Path.of(System.getProperty("java.home")), Path.of(jar), OptionWords.split(options));
    }

    public UserVmOptions with(List<String> otherVmOptions) {
        return new UserVmOptions(jdk, runtimeJar, otherVmOptions);
    }

    /**
     * Why no VM comes up with them, in a sentence.
     *
     * @param said what the VM has printed
     */
    String refused(String said) {
        String reason = said.isBlank() ? "it ended without a word" : "it says: " + said.strip();
        if (vmOptions.isEmpty()) {
            return "The Java VM that runs the cells does not start; " + reason;
        }
        return "The Java VM that runs the cells does not start with its options \"" + String.join(" ", vmOptions)
                + "\", "
                + reason + "\nThe options come from WEFT_VM_OPTIONS, in the environment or in the kernel's kernel.json;"
                + " to go on without them, type: %jvm --reset";
    }

    /** The class-data archive that an installation makes beside the jar; there is none while it makes it. */
    private Path archive() {
        return runtimeJar.resolveSibling("weft-runtime.jsa");
    }

    /** The command line. */
    List<String> command(Path folder, Path socket, int debugPort) {
        List<String> command = new ArrayList<>();
        command.add(jdk.resolve("bin").resolve("java").toString());
        command.add("-XX:ErrorFile=" + folder.resolve("crash.log"));
        command.add("-XX:+UseSerialGC");
        command.add("-Xshare:auto");
        if (Files.exists(archive())) {
            command.add("-XX:SharedArchiveFile=" + archive());
            // To be mapped where it was made for; moving it takes 10 ms.
            command.add("-XX:+UnlockDiagnosticVMOptions");
            command.add("-XX:ArchiveRelocationMode=0");
            // An archive that does not fit is left alone; without this the VM says so among the cell's output.
            command.add("-Xlog:disable");
        }
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Dstdout.encoding=UTF-8");
        command.add("-Dstderr.encoding=UTF-8");
        command.add("-Dstdin.encoding=UTF-8");
        command.add("-Djdk.trackAllThreads=true");
        command.add("-Djava.awt.headless=true");
        // Jython's native library; a VM that is killed would leave it in the working directory.
        command.add("-Djffi.extract.dir=" + folder);
        command.add("-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,address=127.0.0.1:" + debugPort);
        command.addAll(vmOptions);
        command.addAll(program());
        command.add(socket.toString());
        return command;
    }

    /**
     * The agent, and what lets it at the JDK. Archives of JDK 25 have modules that export this already, and then nothing is
     * read from the jar: 8 ms of the launch. Elsewhere an option would cost the archived modules, as -javaagent would,
     * and the jar's manifest does it.
     */
    private List<String> program() {
        if (Runtime.version().feature() < FIRST_WITH_ARCHIVED_EXPORTS || !Files.exists(archive())) {
            return List.of("-jar", runtimeJar.toString());
        }
        List<String> program = new ArrayList<>();
        for (String exported : EXPORTS) {
            program.add("--add-exports=" + exported + "=ALL-UNNAMED");
        }
        program.addAll(List.of("-cp", runtimeJar.toString(), "weft.agent.UserVmMain"));
        return program;
    }
}
