package weft.maven;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.jspecify.annotations.Nullable;

/** Why a resolution failed, in words: what is missing, where it was looked for, and what comes nearest. */
final class Failure {

    private static final List<Class<?>> NO_CONNECTION = List.of(
            UnknownHostException.class,
            ConnectException.class,
            NoRouteToHostException.class,
            SocketTimeoutException.class);

    private final ResolverSession session;
    private final List<Artifact> wanted;

    Failure(ResolverSession session, List<Artifact> wanted) {
        this.session = session;
        this.wanted = wanted;
    }

    /** Whether it failed because no server answered, so that asking offline may do better. */
    static boolean isUnreachable(Throwable failure) {
        return missing(failure).values().stream().anyMatch(Failure::isNoConnection) || isNoConnection(failure);
    }

    private static boolean isNoConnection(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            Throwable each = t;
            if (NO_CONNECTION.stream().anyMatch(type -> type.isInstance(each))) {
                return true;
            }
        }
        return false;
    }

    String words(RepositoryException reason) {
        Map<Artifact, Exception> missing = missing(reason);
        if (missing.isEmpty()) {
            return wanted.size() == 1 ? missing(wanted.get(0), reason) : rootWords(reason);
        }
        return missing.entrySet().stream()
                .map(each -> missing(each.getKey(), each.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** Artifacts that could not be had, each with the most telling of its reasons. */
    private static Map<Artifact, Exception> missing(Throwable failure) {
        Map<Artifact, Exception> missing = new LinkedHashMap<>();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof ArtifactResolutionException e) {
                for (ArtifactResult result : Objects.requireNonNullElse(e.getResults(), List.<ArtifactResult>of())) {
                    if (!result.isResolved()) {
                        missing.put(result.getRequest().getArtifact(), telling(result, e));
                    }
                }
            }
        }
        return missing;
    }

    private static Exception telling(ArtifactResult result, Exception otherwise) {
        return result.getExceptions().stream()
                .filter(e -> !(e instanceof ArtifactNotFoundException))
                .findFirst()
                .or(() -> result.getExceptions().stream().findFirst())
                .orElse(otherwise);
    }

    private String missing(Artifact artifact, Exception reason) {
        Artifact named = wanted.stream()
                .filter(one -> isPomOf(artifact, one))
                .findFirst()
                .orElse(artifact);
        String name = Coordinates.text(named).replaceFirst(":RELEASE$", "");
        String neededBy = isWanted(named) ? "" : ", which is needed by " + wantedNames() + ",";
        if (session.session().isOffline()) {
            return "\"" + name + "\"" + neededBy + " is not in the local repository \"" + localRepository()
                    + "\", and nothing may be fetched (offline); with a network, leave out --offline, or <offline> in settings.xml";
        }
        if (isNoConnection(reason)) {
            return "\"" + name + "\"" + neededBy + " is not in the local repository \"" + localRepository()
                    + "\", and no connection to " + repository(reason) + " was possible (" + rootWords(reason)
                    + "); behind a proxy, name it under <proxies> in ~/.m2/settings.xml, or in the variable https_proxy";
        }
        if (reason instanceof ArtifactTransferException && !(reason instanceof ArtifactNotFoundException)) {
            return "\"" + name + "\"" + neededBy + " could not be fetched from " + repository(reason) + ": "
                    + rootWords(reason) + accessHint(reason);
        }
        return "\"" + name + "\"" + neededBy + " was not found. Looked in " + places() + ". "
                + new Proposal(session).words(artifact);
    }

    /** A library's own description is fetched before it; who asked for the library knows nothing of that. */
    private static boolean isPomOf(Artifact artifact, Artifact library) {
        return artifact.getExtension().equals("pom")
                && artifact.getGroupId().equals(library.getGroupId())
                && artifact.getArtifactId().equals(library.getArtifactId())
                && artifact.getVersion().equals(library.getVersion());
    }

    private boolean isWanted(Artifact artifact) {
        return wanted.stream().anyMatch(one -> Coordinates.name(one).equals(Coordinates.name(artifact)));
    }

    private String wantedNames() {
        return wanted.stream().map(one -> "\"" + Coordinates.text(one) + "\"").collect(Collectors.joining(", "));
    }

    private String places() {
        List<String> places = new ArrayList<>();
        places.add("the local repository \"" + localRepository() + "\"");
        session.repositories().forEach(one -> places.add(name(one)));
        return String.join(", in ", places);
    }

    private String localRepository() {
        return session.session().getLocalRepository().getBasePath().toString();
    }

    private static String name(RemoteRepository repository) {
        return repository.getId() + " (" + repository.getUrl() + ")";
    }

    private String repository(Exception reason) {
        @Nullable RemoteRepository asked = reason instanceof ArtifactTransferException e ? e.getRepository() : null;
        return asked != null
                ? name(asked)
                : session.repositories().stream().map(Failure::name).collect(Collectors.joining(", "));
    }

    private static String accessHint(Exception reason) {
        String words = rootWords(reason);
        if (isUntrusted(reason)) {
            return "; Java does not know who signed that server's certificate: a company's own is made known by"
                    + " keytool -importcert -cacerts -alias company -file company.pem, and a restart of the kernel";
        }
        return words.contains("401") || words.contains("403") || words.contains("407")
                ? "; a name and password belong under <servers> or <proxies> in ~/.m2/settings.xml"
                : "";
    }

    private static boolean isUntrusted(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof CertPathBuilderException || t instanceof CertPathValidatorException) {
                return true;
            }
        }
        return false;
    }

    private static String rootWords(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root instanceof UnknownHostException
                ? "unknown host " + root.getMessage()
                : String.valueOf(root.getMessage());
    }
}
