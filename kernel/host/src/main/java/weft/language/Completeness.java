package weft.language;

/**
 * Whether code can be run as it stands.
 *
 * @param indent for incomplete code: what the next line should begin with; else empty
 */
public record Completeness(Status status, String indent) {

    /** The protocol's words, in lower case. */
    public enum Status {
        COMPLETE,
        INCOMPLETE,
        INVALID,
        UNKNOWN
    }
}
