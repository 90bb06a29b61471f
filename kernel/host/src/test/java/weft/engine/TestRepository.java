package weft.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A Maven repository on this machine, with libraries made on the spot, and the settings that lead to it. */
final class TestRepository implements AutoCloseable {

    private static final String LOGIN = "reader:secret";

    private final Path folder;
    private final Path root;
    private final HttpServer server;
    private final Map<String, List<String>> versions = new TreeMap<>();
    final List<String> asked = java.util.Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch stalled = new CountDownLatch(1);
    private volatile boolean wantsLogin;

    TestRepository(Path folder) throws IOException {
        this.folder = folder;
        this.root = Files.createDirectories(folder.resolve("remote"));
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "test-repository");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        if (path.contains("stalls") || path.contains("undocumented") && path.endsWith("-sources.jar")) {
            stalled.countDown();
            return;
        }
        String login = "Basic " + Base64.getEncoder().encodeToString(LOGIN.getBytes(StandardCharsets.UTF_8));
        if (wantsLogin && !login.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        Path file = root.resolve(path.substring(1));
        if (!Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void demandLogin() {
        wantsLogin = true;
    }

    void shutDown() {
        server.stop(0);
    }

    /** Settings in which this repository stands for every other. */
    Path settings(String more) throws IOException {
        Path file = folder.resolve("settings-" + more.length() + ".xml");
        Files.writeString(file, """
                <settings>
                  <localRepository>%s</localRepository>
                  <mirrors><mirror><id>test</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors>
                  %s
                </settings>
                """.formatted(local(), url(), more));
        return file;
    }

    /** Settings in which a profile names this repository, and nothing stands for Maven Central. */
    Path profileSettings() throws IOException {
        Path file = folder.resolve("settings-profile.xml");
        Files.writeString(file, """
                <settings>
                  <localRepository>%s</localRepository>
                  <profiles><profile><id>school</id>
                    <activation><jdk>[17,)</jdk></activation>
                    <repositories><repository><id>central</id><url>%s</url></repository></repositories>
                  </profile></profiles>
                </settings>
                """.formatted(local(), url()));
        return file;
    }

    Path local() {
        return folder.resolve("local");
    }

    /** Publishes a library of one class. {@code needs} are coordinates {@code group:artifact:version}. */
    Path publish(String coordinates, String className, String source, String... needs) throws IOException {
        String[] parts = coordinates.split(":", -1);
        String classifier = parts.length > 3 ? "-" + parts[2] : "";
        String version = parts[parts.length - 1];
        Path home = Files.createDirectories(
                root.resolve(parts[0].replace('.', '/')).resolve(parts[1]).resolve(version));
        String stem = parts[1] + "-" + version;
        Files.writeString(home.resolve(stem + ".pom"), pom(parts[0], parts[1], version, needs));
        Path jar = home.resolve(stem + classifier + ".jar");
        Path classFile = compile(className, source);
        zip(jar, className.replace('.', '/') + ".class", Files.readAllBytes(classFile));
        zip(
                home.resolve(stem + "-sources.jar"),
                className.replace('.', '/') + ".java",
                source.getBytes(StandardCharsets.UTF_8));
        versions.computeIfAbsent(parts[0] + ":" + parts[1], key -> new ArrayList<>())
                .add(version);
        writeMetadata(parts[0], parts[1]);
        return jar;
    }

    private void writeMetadata(String group, String artifact) throws IOException {
        List<String> all = versions.getOrDefault(group + ":" + artifact, List.of());
        StringBuilder list = new StringBuilder();
        all.forEach(each -> list.append("<version>").append(each).append("</version>"));
        Files.writeString(
                root.resolve(group.replace('.', '/')).resolve(artifact).resolve("maven-metadata.xml"),
                """
                <metadata><groupId>%s</groupId><artifactId>%s</artifactId>
                <versioning><release>%s</release><latest>%3$s</latest><versions>%s</versions></versioning></metadata>
                """.formatted(group, artifact, all.get(all.size() - 1), list));
    }

    private static String pom(String group, String artifact, String version, String... needs) {
        StringBuilder dependencies = new StringBuilder();
        for (String need : needs) {
            String[] parts = need.split(":", -1);
            dependencies.append(
                    "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
                            .formatted((Object[]) parts));
        }
        return """
                <project><modelVersion>4.0.0</modelVersion>
                <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
                <dependencies>%s</dependencies></project>
                """.formatted(group, artifact, version, dependencies);
    }

    private Path compile(String className, String source) throws IOException {
        Path sources = Files.createTempDirectory(folder, "library");
        Path file = sources.resolve(className.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int code = compiler.run(null, null, null, "--release", "17", "-g", file.toString());
        if (code != 0) {
            throw new AssertionError("the test's library does not compile");
        }
        return sources.resolve(className.replace('.', '/') + ".class");
    }

    private static void zip(Path file, String entry, byte[] bytes) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
