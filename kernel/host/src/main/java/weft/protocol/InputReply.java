package weft.protocol;

/** The line that the person typed, without its end. */
public record InputReply(String value) {

    public InputReply {
        value = value == null ? "" : value;
    }
}
