package weft.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One short life of a kernel, lived for the classes that it loads. It goes through what a first session does: cells
 * of each sort, an error, completion, documentation, and an orderly end, at which the VMs write their archives.
 */
final class TrainingRun {

    /** What is executed, in order. Add here what a first session should find ready. */
    static final List<String> CELLS = List.of(
            "1 + 1",
            "int x = 3; x * 2",
            "import java.util.stream.Collectors;\nvar words = List.of(\"warp\", \"weft\");\n"
                    + "words.stream().map(String::toUpperCase).collect(Collectors.joining(\" \"))",
            "record Point(int x, int y) {}\nenum Side { LEFT, RIGHT }\n"
                    + "class Counter { private int n; synchronized int next() { return ++n; } }\nnew Point(1, 2)",
            "int twice(int n) { return 2 * n; }\nfor (int i = 0; i < 3; i++) { System.out.println(twice(i)); }",
            "System.err.printf(\"%s %5.2f%n\", \"text\", 1.5);\nString.format(\"%08d\", 42)",
            "var worker = new Thread(() -> System.out.println(\"in a thread\"), \"worker\");\n"
                    + "worker.start();\nworker.join();",
            "var pool = java.util.concurrent.Executors.newFixedThreadPool(2);\n"
                    + "try { pool.submit(() -> 21 * 2).get(); } finally { pool.shutdown(); }",
            "var failed = java.util.concurrent.CompletableFuture.supplyAsync(() -> 1).thenApply(n -> n + 1).join();",
            "%%timeline\nvar drawn = new Thread(() -> System.out.println(\"drawn\"), \"drawn\");\n"
                    + "drawn.start();\ndrawn.join();",
            "int broken = \"text\";",
            "throw new IllegalStateException(\"meant to fail\");");

    /** Up to the first result, and no further. */
    static final Life LAUNCH = client -> {
        client.request("kernel_info_request", "{}");
        client.execute(CELLS.get(0));
    };

    /** What a first session does. */
    static final Life SESSION = client -> {
        LAUNCH.ask(client);
        for (String cell : CELLS.subList(1, CELLS.size())) {
            client.execute(cell);
        }
        client.complete("System.out.pri");
        client.inspect("String.valueOf");
        client.isComplete("for (int i = 0; i < 3; i++) {");
    };

    /** What a kernel is asked for before it is shut down. */
    interface Life {
        void ask(TrainingClient client) throws TrainingException;
    }

    /** Enough for a machine that builds something else beside; the run takes two to four seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private TrainingRun() {}

    /**
     * Starts the kernel, takes it through its life and waits until its VMs have ended.
     *
     * @param command the kernel's command, with Jupyter's place holder for the connection file
     * @param vmOptions options for the user VM
     */
    static void start(List<String> command, String vmOptions, Life life) throws IOException, TrainingException {
        Path folder = Files.createTempDirectory("weft-training-");
        try {
            Connection connection = Connection.onFreePorts();
            Path file = Files.writeString(folder.resolve("connection.json"), connection.json());
            List<String> filled = command.stream()
                    .map(word -> word.replace("{connection_file}", file.toString()))
                    .toList();
            Path log = folder.resolve("kernel.log");
            ProcessBuilder builder =
                    new ProcessBuilder(filled).redirectErrorStream(true).redirectOutput(log.toFile());
            // Whatever its VMs leave behind, such as the report of a crash, goes with the folder.
            builder.directory(folder.toFile());
            builder.environment().put(KernelSpec.VM_OPTIONS_VARIABLE, vmOptions);
            // The cells of a training run must not turn up in anybody's history.
            builder.environment().put("JUPYTER_DATA_DIR", folder.toString());
            train(builder.start(), connection, log, life);
        } finally {
            delete(folder);
        }
    }

    private static void train(Process kernel, Connection connection, Path log, Life life)
            throws TrainingException, IOException {
        List<ProcessHandle> vms = new ArrayList<>(List.of(kernel.toHandle()));
        try (TrainingClient client = TrainingClient.connect(connection, kernel.onExit(), PATIENCE)) {
            life.ask(client);
            kernel.descendants().forEach(vms::add);
            client.shutDown();
            awaitEnd(vms);
        } catch (TrainingException failure) {
            throw new TrainingException(failure.getMessage() + lastWords(log), failure);
        } finally {
            kernel.descendants().forEach(ProcessHandle::destroyForcibly);
            vms.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** The user VM may write for longer than its parent lives, so each is waited for by itself. */
    static void awaitEnd(List<ProcessHandle> vms) throws TrainingException {
        CompletableFuture<?>[] ends = vms.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new TrainingException("it did not end within " + PATIENCE.toSeconds() + " s", late);
        } catch (ExecutionException failure) {
            throw new TrainingException("its end could not be seen", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TrainingException("the installation was interrupted", interrupted);
        }
    }

    private static String lastWords(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> !line.isBlank())
                    .findFirst()
                    .map(line -> "; it said: " + line.strip())
                    .orElse("");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
