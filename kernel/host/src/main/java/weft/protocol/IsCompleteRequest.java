package weft.protocol;

/** Asks whether code can be run as it stands. */
public record IsCompleteRequest(String code) {

    public IsCompleteRequest {
        code = code == null ? "" : code;
    }
}
