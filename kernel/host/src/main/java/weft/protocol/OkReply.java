package weft.protocol;

/** The reply that says no more than that it was done. */
public record OkReply(String status) {

    public OkReply() {
        this("ok");
    }
}
