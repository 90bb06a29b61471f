package weft.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repositories behind a proxy, against one on this machine: nobody else can answer for these hosts. */
class ProxiesTest {

    private static final String REPOSITORY = "http://repo.weft.test/maven";

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private HttpServer proxy;

    @BeforeEach
    void start() throws IOException {
        // The build's own, which Maven hands down to its tests: it would win over the settings.
        System.clearProperty("maven.repo.local");
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            String login = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
            if (login == null) {
                exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"proxy\"");
            } else {
                logins.add(login);
            }
            exchange.sendResponseHeaders(login == null ? 407 : 404, -1);
            exchange.close();
        });
        proxy.start();
    }

    @AfterEach
    void stop() {
        proxy.stop(0);
    }

    private Path settings(String more) throws IOException {
        return Files.writeString(
                folder.resolve("settings.xml"),
                "<settings><localRepository>" + folder.resolve("local") + "</localRepository>" + more + "</settings>");
    }

    private void resolve(Map<String, String> environment, String more, String repository) throws IOException {
        MavenRequest request = new MavenRequest(
                List.of("a.b:c:1"), List.of(), List.of(repository), Optional.of(settings(more)), false, false, false);
        try (LibraryResolver resolver = new LibraryResolver(environment)) {
            assertThatThrownBy(() -> resolver.resolve(request, line -> {})).isInstanceOf(ResolutionException.class);
        }
    }

    @Test
    void proxy_ofTheEnvironment_isAskedWithItsLogin() throws IOException {
        String address = "http://reader:secret@127.0.0.1:" + proxy.getAddress().getPort();
        resolve(Map.of("http_proxy", address), "", REPOSITORY);
        assertThat(asked).anyMatch(uri -> uri.startsWith(REPOSITORY + "/a/b/c/1/"));
        assertThat(logins).contains("Basic cmVhZGVyOnNlY3JldA==");
    }

    @Test
    void proxy_ofTheSettings_winsOverTheEnvironment() throws IOException {
        String more = "<proxies><proxy><protocol>http</protocol><host>127.0.0.1</host><port>"
                + proxy.getAddress().getPort()
                + "</port><username>reader</username><password>secret</password></proxy></proxies>";
        resolve(Map.of("HTTP_PROXY", "http://127.0.0.1:1"), more, REPOSITORY);
        assertThat(logins).contains("Basic cmVhZGVyOnNlY3JldA==");
    }

    @Test
    void proxy_forHttps_isAskedForATunnel() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> first = new CompletableFuture<>();
            Thread thread = new Thread(() -> refuse(server, first), "test-proxy");
            thread.setDaemon(true);
            thread.start();
            resolve(Map.of("HTTPS_PROXY", "127.0.0.1:" + server.getLocalPort()), "", "https://repo.weft.test/maven");
            assertThat(first.get(30, TimeUnit.SECONDS)).startsWith("CONNECT repo.weft.test:443 ");
        }
    }

    private static void refuse(ServerSocket server, CompletableFuture<String> first) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
                first.complete(in.readLine());
                socket.getOutputStream()
                        .write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                first.completeExceptionally(e);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://repo.example.org/m2, https_proxy=http://p:3128, http://p:3128",
        "https://repo.example.org/m2, HTTPS_PROXY=p, http://p:80",
        "https://repo.example.org/m2, http_proxy=http://p:3128, none",
        "http://repo.example.org/m2, all_proxy=https://p, https://p:443",
        "http://localhost:8081/m2, http_proxy=http://p:3128, none",
        "http://127.0.0.1:8081/m2, http_proxy=http://p:3128, none",
        "https://repo.example.org/m2, https_proxy=http://p:3128;no_proxy=.example.org, none",
        "https://repo.example.org/m2, https_proxy=http://p:3128;NO_PROXY='other.org example.org:443', none",
        "https://repo.example.org/m2, https_proxy=http://p:3128;no_proxy=ample.org, http://p:3128",
        "https://repo.example.org/m2, https_proxy=http://p:3128;no_proxy=*, none",
        "https://repo.example.org/m2, https_proxy=socks5://p:1080, none",
        "https://repo.example.org/m2, https_proxy=no address, none",
        "file:///srv/m2, all_proxy=http://p:3128, none"
    })
    void environmentProxies_forARepository_areThoseOfCurl(String repository, String variables, String expected) {
        Map<String, String> environment = new java.util.HashMap<>();
        for (String each : variables.replace("'", "").split(";", -1)) {
            environment.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
        }
        Proxy found = new EnvironmentProxies(environment)
                .getProxy(new RemoteRepository.Builder("r", "default", repository).build());
        assertThat(found == null ? "none" : found.getType() + "://" + found.getHost() + ":" + found.getPort())
                .isEqualTo(expected);
    }
}
