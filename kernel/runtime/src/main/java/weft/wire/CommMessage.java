package weft.wire;

import java.util.List;

/**
 * One message of a comm, in either direction. The messaging specification, section "Custom Messages", says what a comm
 * is.
 *
 * @param id the comm's; empty for {@link Kind#REGISTER}
 * @param target what a comm is opened to; empty for {@link Kind#MESSAGE} and {@link Kind#CLOSE}
 * @param data a JSON object
 * @param buffers binary attachments
 */
public record CommMessage(Kind kind, String id, String target, String data, List<byte[]> buffers) {

    /** What it says. {@code REGISTER}: clients may open comms to this target; only the user VM says so. */
    public enum Kind {
        REGISTER,
        OPEN,
        MESSAGE,
        CLOSE
    }

    public CommMessage {
        buffers = List.copyOf(buffers);
    }
}
