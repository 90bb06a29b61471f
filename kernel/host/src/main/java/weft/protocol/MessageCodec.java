package weft.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages to frames and back, signed and verified.
 *
 * <pre>
 *   identity … | &lt;IDS|MSG&gt; | signature | header | parent header | metadata | content | buffer …
 * </pre>
 *
 * <p><b>Threads.</b> {@link #encode} may be called from any thread; {@link #decode} from one at a time.
 */
public final class MessageCodec {

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);

    /** How many signatures are remembered: enough that a message cannot be played again within a long lesson. */
    private static final int REMEMBERED = 1 << 14;

    private final @Nullable Signer signer;
    private final Set<String> seen = new LinkedHashSet<>();

    private MessageCodec(@Nullable Signer signer) {
        this.signer = signer;
    }

    /**
     * A codec for one connection.
     *
     * @param scheme as the connection file names it, for example {@code hmac-sha256}
     * @param key the shared secret; empty where the server wants no signatures
     * @throws IllegalArgumentException for a scheme that Java does not know
     */
    public static MessageCodec of(String scheme, String key) {
        return new MessageCodec(key.isEmpty() ? null : new Signer(scheme, key));
    }

    /** The frames of a message, in the order in which they are sent. */
    public List<byte[]> encode(Message message) {
        byte[][] signedFrames = {
            bytes(message.header().json()),
            bytes(message.parentHeader()),
            bytes(message.metadata()),
            bytes(message.content())
        };
        List<byte[]> frames = new ArrayList<>(
                message.identities().size() + 6 + message.buffers().size());
        frames.addAll(message.identities());
        frames.add(DELIMITER);
        frames.add(signer == null ? new byte[0] : bytes(signer.sign(signedFrames)));
        frames.addAll(Arrays.asList(signedFrames));
        frames.addAll(message.buffers());
        return frames;
    }

    /**
     * Reads what arrived.
     *
     * @throws MalformedMessageException if it is cut short, signed wrongly, was there before, or is not JSON
     */
    public Message decode(List<byte[]> frames) throws MalformedMessageException {
        int delimiter = delimiterIn(frames);
        if (delimiter < 0) {
            throw new MalformedMessageException("no <IDS|MSG> among its " + frames.size() + " frames");
        }
        if (frames.size() < delimiter + 6) {
            throw new MalformedMessageException(
                    (frames.size() - delimiter - 1) + " frames after <IDS|MSG> where 5 belong");
        }
        verify(frames, delimiter + 1);
        String header = object(frames.get(delimiter + 2), "header");
        String parent = object(frames.get(delimiter + 3), "parent header");
        String metadata = object(frames.get(delimiter + 4), "metadata");
        String content = object(frames.get(delimiter + 5), "content");
        return new Message(
                frames.subList(0, delimiter),
                Header.parse(header),
                parent,
                metadata,
                content,
                frames.subList(delimiter + 6, frames.size()));
    }

    private void verify(List<byte[]> frames, int at) throws MalformedMessageException {
        if (signer == null) {
            return;
        }
        String expected = signer.sign(frames.get(at + 1), frames.get(at + 2), frames.get(at + 3), frames.get(at + 4));
        // Constant time: how long a refusal takes must not say how much of a guess was right.
        if (!MessageDigest.isEqual(bytes(expected), frames.get(at))) {
            throw new MalformedMessageException("its signature is wrong");
        }
        if (!seen.add(expected)) {
            throw new MalformedMessageException("its signature was used before");
        }
        if (seen.size() > REMEMBERED) {
            var oldest = seen.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private static int delimiterIn(List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (Arrays.equals(frames.get(i), DELIMITER)) {
                return i;
            }
        }
        return -1;
    }

    private static String object(byte[] frame, String part) throws MalformedMessageException {
        String text = new String(frame, StandardCharsets.UTF_8);
        if (!Json.isObject(text)) {
            throw new MalformedMessageException("its " + part + " is not a JSON object");
        }
        return text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
