package weft.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageCodecTest {

    private static final String SCHEME = "hmac-sha256";

    private final Session session = new Session();
    private final MessageCodec codec = MessageCodec.of(SCHEME, "secret");

    private List<byte[]> frames() {
        return new ArrayList<>(codec.encode(session.broadcast(
                MessageType.STREAM, "{}", "{}", new Stream("stdout", "é\uD83D\uDE00<"), List.of(new byte[] {1, 2}))));
    }

    private void assertRefused(List<byte[]> frames, String why) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> codec.decode(frames))
                .withMessageContaining(why);
    }

    @Test
    void decode_whatWasEncoded_isTheSameMessage() throws Exception {
        Message message = codec.decode(frames());

        assertThat(message.header().type()).isEqualTo("stream");
        assertThat(message.content()).isEqualTo("{\"name\":\"stdout\",\"text\":\"é\uD83D\uDE00<\"}");
        assertThat(message.content(Stream.class).text()).isEqualTo("é\uD83D\uDE00<");
        assertThat(message.buffers()).containsExactly(new byte[] {1, 2});
        assertThat(new String(message.identities().get(0), StandardCharsets.UTF_8))
                .endsWith(".stream");
    }

    @Test
    void encode_signature_isTheOneThatAnyOtherImplementationComputes() {
        List<byte[]> frames = MessageCodec.of(SCHEME, "key")
                .encode(new Message(List.of(), new Header("1", "s", "t", null, "{}"), "{}", "{}", "{}", List.of()));

        // Python: hmac.new(b"key", b"{}{}{}{}", hashlib.sha256).hexdigest()
        assertThat(new String(frames.get(1), StandardCharsets.US_ASCII))
                .isEqualTo("ca767b02c5bc061ed184a9a029e7f93a7f2f7ed4e8fe74120fc1212f0b008fa3");
    }

    @Test
    void decode_wrongSignature_isRefused() {
        List<byte[]> frames = frames();
        frames.get(2)[0] ^= 1;

        assertRefused(frames, "signature is wrong");
    }

    @Test
    void decode_unsigned_isRefused() {
        List<byte[]> frames = frames();
        frames.set(2, new byte[0]);

        assertRefused(frames, "signature is wrong");
    }

    @Test
    void decode_theSameMessageTwice_isRefused() throws Exception {
        List<byte[]> frames = frames();
        codec.decode(frames);

        assertRefused(frames, "used before");
    }

    @Test
    void decode_cutShort_isRefused() {
        assertRefused(frames().subList(0, 5), "3 frames after <IDS|MSG>");
        assertRefused(frames().subList(0, 1), "no <IDS|MSG>");
        assertRefused(List.of(), "no <IDS|MSG>");
    }

    @Test
    void decode_notJson_isRefused() {
        assertUnsignedRefused("hello", "header is not a JSON object");
        assertUnsignedRefused("[]", "header is not a JSON object");
        assertUnsignedRefused("{\"msg_id\":", "header is not a JSON object");
        assertUnsignedRefused("{} {}", "header is not a JSON object");
        assertUnsignedRefused("", "header is not a JSON object");
        assertUnsignedRefused("[".repeat(100_000), "header is not a JSON object");
        assertUnsignedRefused("{\"a\":" + "[".repeat(100_000), "header is not a JSON object");
    }

    @Test
    void decode_headerWithoutItsFields_isRefused() {
        assertUnsignedRefused("{}", "no \"msg_id\"");
        assertUnsignedRefused("{\"msg_id\": \"1\"}", "no \"msg_type\"");
        assertUnsignedRefused("{\"msg_id\": {}, \"msg_type\": \"a\"}", "no \"msg_id\"");
    }

    private static void assertUnsignedRefused(String header, String why) {
        List<byte[]> frames = new ArrayList<>();
        for (String frame : List.of("<IDS|MSG>", "", header, "{}", "{}", "{}")) {
            frames.add(frame.getBytes(StandardCharsets.UTF_8));
        }
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> MessageCodec.of(SCHEME, "").decode(frames))
                .withMessageContaining(why);
    }

    @Test
    void of_unknownScheme_isRefusedNamingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageCodec.of("hmac-rot13", "key"))
                .withMessageContaining("\"hmac-rot13\"")
                .withMessageContaining("--Session.signature_scheme=hmac-sha256");
        assertThatIllegalArgumentException().isThrownBy(() -> MessageCodec.of("md5", "key"));
    }

    @Test
    void executeRequest_missingFields_haveTheDefaultsOfTheSpecification() {
        ExecuteRequest bare = Json.parse("{\"code\": \"a\", \"later_field\": [1]}", ExecuteRequest.class);
        ExecuteRequest silent = Json.parse("{\"silent\": true, \"store_history\": true}", ExecuteRequest.class);

        assertThat(bare.storesHistory()).isTrue();
        assertThat(bare.stopsOnError()).isTrue();
        assertThat(bare.userExpressions()).isEmpty();
        assertThat(silent.storesHistory()).isFalse();
        assertThat(silent.code()).isEmpty();
    }

    @Test
    void now_isIsoWithMicrosecondsAndZone() {
        assertThat(Header.now()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    }
}
