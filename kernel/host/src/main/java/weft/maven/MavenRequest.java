package weft.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Libraries that are wanted.
 *
 * @param coordinates in Maven's form {@code group:artifact[:extension[:classifier]]:version}; without a version, the
 *     newest release
 * @param exclusions {@code group:artifact}, each part may be {@code *}
 * @param repositories {@code URL} or {@code ID=URL}, asked before those of the settings
 * @param settings used in place of {@code ~/.m2/settings.xml}
 * @param sources whether sources are wanted of all jars, not only of those asked for by name
 * @param offline whether nothing may be fetched
 * @param update whether newer snapshots and version lists are looked for now, not once a day
 */
public record MavenRequest(
        List<String> coordinates,
        List<String> exclusions,
        List<String> repositories,
        Optional<Path> settings,
        boolean sources,
        boolean offline,
        boolean update) {

    public MavenRequest {
        coordinates = List.copyOf(coordinates);
        exclusions = List.copyOf(exclusions);
        repositories = List.copyOf(repositories);
    }

    /** These libraries, the way the settings say. */
    public static MavenRequest of(String... coordinates) {
        return new MavenRequest(List.of(coordinates), List.of(), List.of(), Optional.empty(), false, false, false);
    }

    MavenRequest goneOffline() {
        return new MavenRequest(coordinates, exclusions, repositories, settings, sources, true, false);
    }
}
