package weft.maven;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.ProxySelector;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that {@code https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code no_proxy} name, in small letters
 * or capitals, as curl and pip read them. A server on this machine is asked without one.
 */
record EnvironmentProxies(Map<String, String> environment) implements ProxySelector {

    private static final String LOOPBACK = "localhost|127\\..*|\\[?::1]?";

    @Override
    public @Nullable Proxy getProxy(RemoteRepository repository) {
        String protocol = repository.getProtocol().toLowerCase(Locale.ROOT);
        String host = repository.getHost();
        if (!protocol.startsWith("http") || host.matches(LOOPBACK) || isExcepted(host)) {
            return null;
        }
        String address = first(protocol + "_proxy", "all_proxy");
        return address.isEmpty() ? null : proxy(address);
    }

    private String first(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(name, name.toUpperCase(Locale.ROOT)))
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    private boolean isExcepted(String host) {
        return Arrays.stream(first("no_proxy").split("[\\s,]+"))
                .map(each -> each.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", ""))
                .filter(each -> !each.isEmpty())
                .anyMatch(each -> each.equals("*") || host.equals(each) || host.endsWith("." + each));
    }

    /** {@code http://name:password@host:port}, of which only the host must be there; null where it is no address. */
    private static @Nullable Proxy proxy(String address) {
        URI uri;
        try {
            uri = URI.create(address.contains("://") ? address : "http://" + address);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
            return null;
        }
        boolean secure = uri.getScheme().equals("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        String type = secure ? Proxy.TYPE_HTTPS : Proxy.TYPE_HTTP;
        if (uri.getUserInfo() == null) {
            return new Proxy(type, uri.getHost(), port);
        }
        String[] login = uri.getUserInfo().split(":", 2);
        AuthenticationBuilder authentication = new AuthenticationBuilder().addUsername(login[0]);
        if (login.length > 1) {
            authentication.addPassword(login[1]);
        }
        return new Proxy(type, uri.getHost(), port, authentication.build());
    }
}
