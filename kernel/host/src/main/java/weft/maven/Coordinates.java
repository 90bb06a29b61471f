package weft.maven;

import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;

/** From the text of coordinates to an artifact, and back. */
final class Coordinates {

    /** Extensions that stand for a jar's own kind of file; anything else in third place is likely a classifier. */
    private static final Set<String> EXTENSIONS =
            Set.of("jar", "pom", "zip", "war", "ear", "aar", "tar.gz", "so", "dll");

    private static final Pattern PARTS = Pattern.compile("[^\\s:]+(:[^\\s:]+){1,4}");

    /** "RELEASE" is a version of Maven's own: the newest that is no snapshot. */
    private static final String NEWEST = "RELEASE";

    private Coordinates() {}

    static Artifact parse(String text) throws ResolutionException {
        if (!PARTS.matcher(text).matches()) {
            throw new ResolutionException("\"" + text + "\" names no library; expected"
                    + " group:artifact:version, for example: %maven com.h2database:h2:2.4.240");
        }
        boolean noVersion = text.indexOf(':') == text.lastIndexOf(':');
        return new DefaultArtifact(noVersion ? text + ":" + NEWEST : text);
    }

    /** What may stand on a class path only once. */
    static String name(Artifact artifact) {
        String name = artifact.getGroupId() + ":" + artifact.getArtifactId();
        if (artifact.getClassifier().isEmpty()) {
            return artifact.getExtension().equals("jar") ? name : name + ":" + artifact.getExtension();
        }
        return name + ":" + artifact.getExtension() + ":" + artifact.getClassifier();
    }

    static String text(Artifact artifact) {
        return name(artifact) + ":" + artifact.getVersion();
    }

    /** Whether the third of four parts looks like a classifier, which Maven wants in fourth place. */
    static boolean looksMisplaced(Artifact artifact) {
        return artifact.getClassifier().isEmpty() && !EXTENSIONS.contains(artifact.getExtension());
    }
}
