package weft.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Java installation, as it describes itself.
 *
 * @param home its folder, an absolute path
 */
record Jdk(Path home, Runtime.Version version, Set<String> modules) {

    static final int OLDEST_FEATURE = 17;

    /** What the kernel calls: compile and complete, stop and look into the user VM, record, weave. */
    private static final List<String> NEEDED_MODULES =
            List.of("jdk.jshell", "jdk.compiler", "jdk.jdi", "jdk.jfr", "java.instrument");

    /** A cold VM on a busy machine has answered in two seconds; longer means that it hangs. */
    private static final long ANSWER_MILLIS = 20_000;

    Jdk {
        modules = Set.copyOf(modules);
    }

    /** Asks the installation itself, because its {@code release} file is missing or wrong in some packages. */
    static Optional<Jdk> in(Path home) {
        return in(home, ANSWER_MILLIS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what cannot be ended is waited for
    static Optional<Jdk> in(Path home, long patienceMillis) {
        Path java = java(home);
        if (!Files.isExecutable(java)) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder(java.toString(), "--list-modules")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            // Whatever stands there under the name of java may say nothing and never end.
            process.onExit()
                    .completeOnTimeout(process, patienceMillis, TimeUnit.MILLISECONDS)
                    .thenAccept(Jdk::end);
            String listing = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return parse(home, listing);
        } catch (IOException failure) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** One that has ended is left alone: to destroy it would close what is still to be read. */
    private static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Reads lines such as {@code jdk.jshell@17.0.15}; a Java 8 prints none of them. */
    static Optional<Jdk> parse(Path home, String listing) {
        Set<String> modules = new TreeSet<>();
        Optional<Runtime.Version> version = Optional.empty();
        for (String line : listing.lines().map(String::strip).toList()) {
            int at = line.indexOf('@');
            if (at < 0) {
                continue;
            }
            modules.add(line.substring(0, at));
            if (line.startsWith("java.base@")) {
                version = Optional.of(Runtime.Version.parse(line.substring(at + 1)));
            }
        }
        return version.map(known -> new Jdk(home, known, modules));
    }

    /** What keeps the kernel from running here, as a sentence that says what to install; empty if nothing does. */
    Optional<String> unfitness() {
        if (version.feature() < OLDEST_FEATURE) {
            return Optional.of("The Java in \"" + home + "\" is version \"" + version
                    + "\"; Weft needs a JDK of version " + OLDEST_FEATURE + " or newer: " + advice(OLDEST_FEATURE));
        }
        List<String> missing = new ArrayList<>(NEEDED_MODULES);
        missing.removeAll(modules);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String named = missing.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
        return Optional.of("The Java in \"" + home + "\" has no module " + named + ", so it is not a whole JDK: "
                + advice(version.feature()));
    }

    /**
     * What the VM says where it does not start with these options; empty if it does. The launcher takes them from a
     * variable, which it splits into words as the kernel does.
     */
    String complaintAbout(String vmOptions) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(java().toString(), "-version").redirectErrorStream(true);
        builder.environment().put("JDK_JAVA_OPTIONS", vmOptions);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() == 0) {
            return "";
        }
        return said.lines()
                .filter(line -> !line.startsWith("NOTE: Picked up"))
                .map(line -> line.replace(" in environment variable JDK_JAVA_OPTIONS", ""))
                .collect(Collectors.joining("\n"));
    }

    Path java() {
        return java(home);
    }

    static String advice(int feature) {
        return "install one (Debian, Ubuntu: sudo apt-get install openjdk-" + feature
                + "-jdk-headless; Fedora: sudo dnf install java-latest-openjdk-devel; macOS: brew install openjdk),"
                + " or name another: --jdk DIR";
    }

    private static Path java(Path home) {
        Path windows = home.resolve("bin").resolve("java.exe");
        return Files.exists(windows) ? windows : home.resolve("bin").resolve("java");
    }
}
