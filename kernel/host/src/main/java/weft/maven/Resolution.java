package weft.maven;

import java.util.List;

/**
 * What a request led to.
 *
 * @param libraries in class-path order
 * @param fetchedBytes how much came over the network
 * @param isolated whether no repository could be reached, and only what was already here was used
 */
public record Resolution(List<Library> libraries, long fetchedBytes, boolean isolated) {

    public Resolution {
        libraries = List.copyOf(libraries);
    }

    /** How many bytes, in words for people. */
    public String fetchedSize() {
        return TransferProgress.size(fetchedBytes);
    }
}
