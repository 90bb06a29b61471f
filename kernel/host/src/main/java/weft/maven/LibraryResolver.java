package weft.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.util.artifact.SubArtifact;

/**
 * Finds libraries and what they need, with Maven's own resolver, and keeps them where Maven does.
 *
 * <p><b>Threads.</b> Any; {@link #cancel} and {@link #close} end what others are waiting for.
 */
public final class LibraryResolver implements AutoCloseable {

    private final RepositorySystem system = new RepositorySystemSupplier().get();
    private final Set<TransferProgress> resolutions = ConcurrentHashMap.newKeySet();
    private final Set<TransferProgress> searchesForSources = ConcurrentHashMap.newKeySet();
    private final Map<String, String> environment;
    private volatile boolean closed;

    public LibraryResolver() {
        this(System.getenv());
    }

    /** With these environment variables in place of the kernel's. */
    LibraryResolver(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Blocks until everything is here.
     *
     * @throws ResolutionException when something is missing; nothing of the request is to be used then
     * @throws CancellationException after {@link #cancel}
     */
    public Resolution resolve(MavenRequest request, Progress progress) throws ResolutionException {
        TransferProgress transfers = begin(resolutions, progress);
        try {
            return resolve(request, transfers);
        } finally {
            resolutions.remove(transfers);
        }
    }

    private TransferProgress begin(Set<TransferProgress> running, Progress progress) {
        TransferProgress transfers = new TransferProgress(progress);
        running.add(transfers);
        if (closed) {
            transfers.cancel();
        }
        return transfers;
    }

    /** Gives up the resolutions that are running; what was fetched whole is kept. */
    public void cancel() {
        resolutions.forEach(TransferProgress::cancel);
    }

    /** Gives up all that is running, and all that comes later. */
    @Override
    public void close() {
        closed = true;
        cancel();
        searchesForSources.forEach(TransferProgress::cancel);
    }

    private Resolution resolve(MavenRequest request, TransferProgress transfers) throws ResolutionException {
        try (ResolverSession session = ResolverSession.open(system, request, environment, transfers)) {
            List<Artifact> wanted = artifacts(request.coordinates());
            try {
                return new Resolution(libraries(session, wanted, request), transfers.bytes(), false);
            } catch (DependencyResolutionException e) {
                if (transfers.isCancelled()) {
                    throw new CancellationException("The search for libraries was interrupted.");
                }
                return Failure.isUnreachable(e) && !session.session().isOffline()
                        ? fromWhatIsHere(session, request, wanted, transfers, e)
                        : refuse(session, wanted, e);
            }
        }
    }

    /** Without a network, a library that was fetched before still serves. */
    private Resolution fromWhatIsHere(
            ResolverSession online,
            MavenRequest request,
            List<Artifact> wanted,
            TransferProgress transfers,
            DependencyResolutionException reason)
            throws ResolutionException {
        try (ResolverSession session = ResolverSession.open(system, request.goneOffline(), environment, transfers)) {
            return new Resolution(libraries(session, wanted, request), transfers.bytes(), true);
        } catch (DependencyResolutionException e) {
            return refuse(online, wanted, reason);
        }
    }

    private static Resolution refuse(ResolverSession session, List<Artifact> wanted, RepositoryException reason)
            throws ResolutionException {
        throw new ResolutionException(new Failure(session, wanted).words(reason), reason);
    }

    private static List<Artifact> artifacts(List<String> coordinates) throws ResolutionException {
        List<Artifact> artifacts = new ArrayList<>();
        for (String text : coordinates) {
            artifacts.add(Coordinates.parse(text));
        }
        return artifacts;
    }

    private List<Library> libraries(ResolverSession session, List<Artifact> wanted, MavenRequest request)
            throws DependencyResolutionException, ResolutionException {
        List<Exclusion> exclusions = exclusions(request.exclusions());
        CollectRequest collect = new CollectRequest().setRepositories(session.repositories());
        for (Artifact artifact : wanted) {
            collect.addDependency(new Dependency(artifact, "runtime", false, exclusions));
        }
        DependencyRequest dependencies = new DependencyRequest(collect, (node, parents) -> isNeededAtRunTime(node));
        Set<String> names = wanted.stream().map(Coordinates::name).collect(Collectors.toSet());
        List<Library> libraries = new ArrayList<>();
        for (ArtifactResult result :
                system.resolveDependencies(session.session(), dependencies).getArtifactResults()) {
            Artifact artifact = result.getArtifact();
            if (!artifact.getExtension().equals("pom")) {
                String name = Coordinates.name(artifact);
                Path file = artifact.getPath();
                libraries.add(new Library(name, artifact.getVersion(), file, names.contains(name)));
            }
        }
        return libraries;
    }

    private static boolean isNeededAtRunTime(DependencyNode node) {
        Dependency dependency = node.getDependency();
        return dependency == null || Set.of("compile", "runtime").contains(dependency.getScope());
    }

    private static List<Exclusion> exclusions(List<String> texts) throws ResolutionException {
        List<Exclusion> exclusions = new ArrayList<>();
        for (String text : texts) {
            String[] parts = text.split(":", -1);
            if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
                throw new ResolutionException("\"" + text + "\" excludes nothing; expected group:artifact,"
                        + " for example: --exclude org.slf4j:slf4j-api");
            }
            exclusions.add(new Exclusion(parts[0], parts[1], "*", "*"));
        }
        return exclusions;
    }

    /**
     * The sources of a library, from which its documentation is read; empty where nobody published any.
     *
     * @throws ResolutionException when the settings cannot be read
     */
    public Optional<Path> sources(Library library, MavenRequest request) throws ResolutionException {
        TransferProgress silent = begin(searchesForSources, line -> {});
        try (ResolverSession session = ResolverSession.open(system, request, environment, silent)) {
            String plain =
                    library.name().split(":", 3)[0] + ":" + library.name().split(":", 3)[1];
            Artifact sources = new SubArtifact(Coordinates.parse(plain + ":" + library.version()), "sources", "jar");
            ArtifactRequest wanted = new ArtifactRequest(sources, session.repositories(), "");
            return Optional.of(system.resolveArtifact(session.session(), wanted)
                    .getArtifact()
                    .getPath());
        } catch (ArtifactResolutionException e) {
            return Optional.empty();
        } finally {
            searchesForSources.remove(silent);
        }
    }
}
