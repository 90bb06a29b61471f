package weft.maven;

import java.nio.file.Path;

/**
 * One file that was resolved.
 *
 * @param name {@code group:artifact}, with extension and classifier where they are not the usual ones: what may stand on
 *     a class path only once
 * @param requested whether it was asked for, not only needed by another
 */
public record Library(String name, String version, Path file, boolean requested) {

    @Override
    public String toString() {
        return name + ":" + version;
    }
}
