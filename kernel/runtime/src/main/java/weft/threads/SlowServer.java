package weft.threads;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A web server on this machine that takes its time: each answer comes after the same delay.
 *
 * <pre>{@code
 * try (SlowServer server = SlowServer.start(Duration.ofMillis(200))) {
 *     Comparison.of(server.downloads(10), Runner.serial(), Runner.threads(10));
 * }
 * }</pre>
 *
 * <p><b>Lesson.</b> Who waits for an answer needs no processor. Ten threads wait for ten answers in the time of one,
 * on one core, and under a GIL as well, since a thread that waits does not hold it.
 *
 * <p><b>Threads.</b> The server's own threads are named slow-server-…; they are daemons, so a forgotten server does
 * not keep a program alive.
 */
public final class SlowServer implements AutoCloseable {

    /** Room for a thousand virtual threads that all knock at once. */
    private static final int BACKLOG = 1024;

    private final HttpServer server;
    private final ExecutorService executor;
    private final Duration delay;

    private SlowServer(HttpServer server, ExecutorService executor, Duration delay) {
        this.server = server;
        this.executor = executor;
        this.delay = delay;
    }

    public static SlowServer start(Duration delay) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            AtomicInteger made = new AtomicInteger();
            ExecutorService threads = Executors.newCachedThreadPool(body -> {
                Thread thread = new Thread(body, "slow-server-" + made.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
            SlowServer slow = new SlowServer(http, threads, delay);
            http.setExecutor(threads);
            http.createContext("/", slow::answer);
            http.start();
            return slow;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Threads.sleep(delay);
            String page = "You asked for " + exchange.getRequestURI().getPath();
            byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** The address of a page; every path has one. */
    public URI page(String path) {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/" + path);
    }

    /** Fetches a page; takes the server's delay. */
    public String fetch(String path) throws Exception {
        return fetch(page(path));
    }

    private static String fetch(URI page) throws Exception {
        return Gil.blocking(() -> {
            var connection = page.toURL().openConnection(Proxy.NO_PROXY);
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        });
    }

    /** So many pages to be fetched: I/O-bound work. */
    public Work<String> downloads(int pages) {
        return new Downloads(page(""), delay, pages);
    }

    private record Downloads(URI server, Duration delay, int parts) implements Work<String>, Serializable {

        @Override
        public String name() {
            return parts + " pages from a server that takes " + delay.toMillis() + " ms";
        }

        @Override
        public Bound bound() {
            return Bound.IO;
        }

        @Override
        public String part(int index) throws Exception {
            return fetch(server.resolve("/page-" + index));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
