package weft.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.version.Version;

/** What a missing artifact was most likely meant to be. */
final class Proposal {

    private static final int MOST_VERSIONS = 5;

    /** A local repository is a few folders deep; deeper ones belong to no group. */
    private static final int MOST_FOLDERS = 8;

    private final ResolverSession session;

    Proposal(ResolverSession session) {
        this.session = session;
    }

    /** A sentence that proposes something, and says what to type. */
    String words(Artifact missing) {
        if (Coordinates.looksMisplaced(missing)) {
            return "A classifier stands in fourth place; type: %maven " + missing.getGroupId() + ":"
                    + missing.getArtifactId() + ":jar:" + missing.getExtension() + ":" + missing.getVersion();
        }
        String name = Coordinates.name(missing);
        List<String> versions = versions(missing);
        if (!versions.isEmpty()) {
            String exists = versions.contains(missing.getVersion())
                    ? "This version exists, but not with this classifier or extension."
                    : "There are " + String.join(", ", versions.subList(0, Math.min(MOST_VERSIONS, versions.size())))
                            + (versions.size() > MOST_VERSIONS
                                    ? " and " + (versions.size() - MOST_VERSIONS) + " older"
                                    : "")
                            + ".";
            return exists + " Type: %maven " + name + ":" + nearestVersion(missing.getVersion(), versions);
        }
        List<String> known = sameArtifact(missing);
        return known.isEmpty()
                ? "No version of \"" + name + "\" is there: look its group and name up at https://central.sonatype.com"
                : "Did you mean " + String.join(" or ", known) + "? Type: %maven " + known.get(0);
    }

    /** The newest first. */
    private List<String> versions(Artifact artifact) {
        Artifact any =
                new DefaultArtifact(artifact.getGroupId(), artifact.getArtifactId(), artifact.getExtension(), "[0,)");
        try {
            List<Version> versions = session.system()
                    .resolveVersionRange(session.session(), new VersionRangeRequest(any, session.repositories(), ""))
                    .getVersions();
            List<String> texts =
                    new ArrayList<>(versions.stream().map(Version::toString).toList());
            Collections.reverse(texts);
            return texts;
        } catch (VersionRangeResolutionException e) {
            return List.of();
        }
    }

    /** The newest of those that begin most like the wrong one. */
    private static String nearestVersion(String wrong, List<String> newestFirst) {
        String nearest = newestFirst.get(0);
        for (String version : newestFirst) {
            if (sameBeginning(version, wrong) > sameBeginning(nearest, wrong)) {
                nearest = version;
            }
        }
        return nearest;
    }

    private static int sameBeginning(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    /** Artifacts of this name under another group, among those that were ever fetched here. */
    private List<String> sameArtifact(Artifact missing) {
        Path root = session.session().getLocalRepository().getBasePath();
        try (Stream<Path> folders = Files.find(
                root,
                MOST_FOLDERS,
                (path, attributes) -> attributes.isDirectory()
                        && path.getFileName().toString().equals(missing.getArtifactId()))) {
            return folders.flatMap(folder -> coordinates(root, folder))
                    .sorted(Collections.reverseOrder())
                    .limit(3)
                    .collect(Collectors.toList());
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Stream<String> coordinates(Path root, Path artifact) {
        String group = root.relativize(artifact.getParent()).toString().replace(File.separatorChar, '.');
        try (Stream<Path> versions = Files.list(artifact)) {
            return versions
                    .filter(version -> holdsPom(artifact, version))
                    .map(version -> group + ":" + artifact.getFileName() + ":" + version.getFileName())
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }

    /** A search that failed leaves a folder behind too, but no file. */
    private static boolean holdsPom(Path artifact, Path version) {
        return Files.exists(version.resolve(artifact.getFileName() + "-" + version.getFileName() + ".pom"));
    }
}
