package weft.protocol;

import java.util.List;

/**
 * One message, its parts still JSON source: most are passed on or read once, so trees would be built for nothing.
 *
 * @param identities routing prefix: the client that sent it or is to get it; on iopub, the topic
 * @param parentHeader the header of the request that caused it; {@code {}} where there is none
 * @param content what it says; see {@link #content(Class)}
 * @param buffers binary attachments, as comms have them
 */
public record Message(
        List<byte[]> identities,
        Header header,
        String parentHeader,
        String metadata,
        String content,
        List<byte[]> buffers) {

    public static final String EMPTY = "{}";

    public Message {
        identities = List.copyOf(identities);
        buffers = List.copyOf(buffers);
    }

    /** The content as a record. */
    public <T> T content(Class<T> type) {
        return Json.parse(content, type);
    }
}
