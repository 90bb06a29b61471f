package weft.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.settings.Settings;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.RepositorySystemSession.SessionBuilder;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.AuthenticationSelector;
import org.eclipse.aether.repository.MirrorSelector;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.ProxySelector;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.ConservativeAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;

/** The resolver set up as the settings say: where it keeps files, whom it asks, as whom, and through which proxy. */
final class ResolverSession implements AutoCloseable {

    private static final String CENTRAL = "https://repo.maven.apache.org/maven2/";

    /** A server that says nothing for so long is taken for dead; a person waits for it. */
    private static final int TIMEOUT_MILLIS = 15_000;

    private final RepositorySystem system;
    private final CloseableSession session;
    private final Connections connections;
    private final List<RemoteRepository> repositories;

    private ResolverSession(
            RepositorySystem system,
            CloseableSession session,
            Connections connections,
            List<RemoteRepository> repositories) {
        this.system = system;
        this.session = session;
        this.connections = connections;
        this.repositories = system.newResolutionRepositories(session, repositories);
    }

    static ResolverSession open(
            RepositorySystem system, MavenRequest request, Map<String, String> environment, TransferProgress transfers)
            throws ResolutionException {
        Settings settings = EffectiveSettings.read(request.settings());
        boolean offline = request.offline() || settings.isOffline();
        Connections connections = new Connections();
        transfers.atCancel(connections::close);
        SessionBuilder builder = new SessionBuilderSupplier(system)
                .get()
                .withLocalRepositoryBaseDirectories(EffectiveSettings.localRepository(settings))
                .setSystemProperties(System.getProperties())
                .setOffline(offline)
                .setMirrorSelector(mirrors(settings))
                .setProxySelector(proxies(settings, environment))
                .setAuthenticationSelector(authentication(settings))
                // What was missing a minute ago may be there now: the person has just asked again.
                .setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false))
                .setTransferListener(transfers)
                .setCache(connections)
                .setConfigProperties(Map.of(
                        "aether.transport.http.connectTimeout", TIMEOUT_MILLIS,
                        "aether.transport.http.requestTimeout", TIMEOUT_MILLIS,
                        "aether.transport.http.userAgent", "Weft"));
        if (offline) {
            // A file serves, whichever mirror it once came from: no record says that of this name.
            builder.setConfigProperty("aether.enhancedLocalRepository.trackingFilename", "weft-offline.none");
        }
        if (request.update()) {
            builder.setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS);
        }
        return new ResolverSession(
                system, builder.build(), connections, repositories(settings, request.repositories()));
    }

    private static MirrorSelector mirrors(Settings settings) {
        DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
        settings.getMirrors()
                .forEach(mirror -> mirrors.add(
                        mirror.getId(),
                        mirror.getUrl(),
                        mirror.getLayout(),
                        false,
                        mirror.isBlocked(),
                        mirror.getMirrorOf(),
                        mirror.getMirrorOfLayouts()));
        return mirrors;
    }

    /** Where the settings name a proxy, theirs; else those of the environment. */
    private static ProxySelector proxies(Settings settings, Map<String, String> environment) {
        if (EffectiveSettings.proxies(settings).isEmpty()) {
            return new EnvironmentProxies(environment);
        }
        DefaultProxySelector proxies = new DefaultProxySelector();
        for (org.apache.maven.settings.Proxy proxy : EffectiveSettings.proxies(settings)) {
            Authentication authentication = new AuthenticationBuilder()
                    .addUsername(proxy.getUsername())
                    .addPassword(proxy.getPassword())
                    .build();
            String protocol = EffectiveSettings.protocol(proxy);
            proxies.add(
                    new Proxy(protocol, proxy.getHost(), proxy.getPort(), authentication), proxy.getNonProxyHosts());
        }
        return proxies;
    }

    private static AuthenticationSelector authentication(Settings settings) {
        DefaultAuthenticationSelector servers = new DefaultAuthenticationSelector();
        settings.getServers()
                .forEach(server -> servers.add(
                        server.getId(),
                        new AuthenticationBuilder()
                                .addUsername(server.getUsername())
                                .addPassword(server.getPassword())
                                .addPrivateKey(server.getPrivateKey(), server.getPassphrase())
                                .build()));
        return new ConservativeAuthenticationSelector(servers);
    }

    private static List<RemoteRepository> repositories(Settings settings, List<String> asked)
            throws ResolutionException {
        List<RemoteRepository> repositories = new ArrayList<>();
        for (String each : asked) {
            repositories.add(repository(each, repositories.size() + 1));
        }
        ActiveProfiles.of(settings)
                .forEach(profile -> profile.getRepositories().forEach(one -> repositories.add(fromSettings(one))));
        boolean namesCentral = repositories.stream().anyMatch(one -> one.getId().equals("central"));
        if (!namesCentral) {
            repositories.add(new RemoteRepository.Builder("central", "default", CENTRAL)
                    .setSnapshotPolicy(new RepositoryPolicy(false, null, null))
                    .build());
        }
        return repositories;
    }

    private static RemoteRepository repository(String text, int number) throws ResolutionException {
        int equals = text.indexOf('=');
        String id = equals > 0 ? text.substring(0, equals) : "repo-" + number;
        String url = text.substring(equals + 1);
        if (!url.matches("(https?|file):.+")) {
            throw new ResolutionException("\"" + text + "\" is no address of a repository;"
                    + " expected URL or ID=URL, for example: --repo https://repo.example.org/maven");
        }
        return new RemoteRepository.Builder(id, "default", url).build();
    }

    private static RemoteRepository fromSettings(org.apache.maven.settings.Repository repository) {
        return new RemoteRepository.Builder(repository.getId(), repository.getLayout(), repository.getUrl())
                .setReleasePolicy(policy(Optional.ofNullable(repository.getReleases())))
                .setSnapshotPolicy(policy(Optional.ofNullable(repository.getSnapshots())))
                .build();
    }

    private static RepositoryPolicy policy(Optional<org.apache.maven.settings.RepositoryPolicy> policy) {
        return policy.map(p -> new RepositoryPolicy(p.isEnabled(), p.getUpdatePolicy(), p.getChecksumPolicy()))
                .orElseGet(RepositoryPolicy::new);
    }

    RepositorySystem system() {
        return system;
    }

    CloseableSession session() {
        return session;
    }

    /** Those that are asked, after mirrors have taken their places. */
    List<RemoteRepository> repositories() {
        return repositories;
    }

    @Override
    public void close() {
        session.close();
        connections.close();
    }
}
