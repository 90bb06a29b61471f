package weft.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weft.wire.StreamName;

class FrameDecoderTest {

    private static final byte[] TOKEN = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final List<String> found = new ArrayList<>();
    private final FrameDecoder decoder = new FrameDecoder(TOKEN, new FrameDecoder.Sink() {
        @Override
        public void raw(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            int last = found.size() - 1;
            // How often it is told of a row of bytes is left to the decoder.
            if (last >= 0 && found.get(last).startsWith("raw ")) {
                found.set(last, found.get(last) + text);
            } else {
                found.add("raw " + text);
            }
        }

        @Override
        public void text(int cell, StreamName stream, String text) {
            found.add(stream.protocolName() + " " + cell + " " + text);
        }

        @Override
        public void message(JsonObject message) {
            found.add(message.toString());
        }
    });

    private static byte[] frame(int process, char kind, boolean more, byte[] payload) {
        return ByteBuffer.allocate(TOKEN.length + 8 + payload.length)
                .put(TOKEN)
                .putInt(process)
                .put((byte) kind)
                .put((byte) (more ? 1 : 0))
                .putShort((short) payload.length)
                .put(payload)
                .array();
    }

    private static byte[] text(char kind, int cell, String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        return frame(
                7,
                kind,
                false,
                ByteBuffer.allocate(4 + data.length).putInt(cell).put(data).array());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private void feed(byte[] all, int atOnce) {
        for (int from = 0; from < all.length; from += atOnce) {
            byte[] part = Arrays.copyOfRange(all, from, Math.min(all.length, from + atOnce));
            decoder.feed(part, part.length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 23, 24, 25, 64, 100_000})
    void feed_inPiecesOfAnySize_findsTheSame(int atOnce) {
        feed(
                joined(
                        bytes("before "),
                        text('o', 3, "gr\u00fc\u00df\n"),
                        bytes("0123456789abc between 0123"),
                        text('e', 4, "oh"),
                        frame(7, 'j', false, bytes("{\"a\":1}")),
                        bytes("after")),
                atOnce);
        decoder.end();
        assertThat(found)
                .containsExactly(
                        "raw before ",
                        "stdout 3 gr\u00fc\u00df\n",
                        "raw 0123456789abc between 0123",
                        "stderr 4 oh",
                        "{\"a\":1}",
                        "raw after");
    }

    @Test
    void feed_messagesOfTwoProcessesInterleaved_areKeptApart() {
        feed(
                joined(
                        frame(1, 'j', true, bytes("{\"of\":")),
                        frame(2, 'j', true, bytes("{\"of\":")),
                        frame(1, 'j', false, bytes("1}")),
                        frame(2, 'j', false, bytes("2}"))),
                1 << 16);
        assertThat(found).containsExactly("{\"of\":1}", "{\"of\":2}");
    }

    @Test
    void feed_characterTornBetweenFramesOfAMessage_isWhole() {
        byte[] json = bytes("{\"s\":\"\u00fc\"}");
        feed(
                joined(
                        frame(1, 'j', true, Arrays.copyOf(json, 7)),
                        frame(1, 'j', false, Arrays.copyOfRange(json, 7, json.length))),
                1 << 16);
        assertThat(found).containsExactly("{\"s\":\"\u00fc\"}");
    }

    @Test
    void feed_framesOfSixtyKilobytes_haveAnUnsignedLength() {
        String long60k = "x".repeat(60_000);
        feed(text('o', 1, long60k), 1000);
        assertThat(found).containsExactly("stdout 1 " + long60k);
    }

    @Test
    void end_inTheMidstOfAFrame_passesItOnAsItIs() {
        byte[] torn = Arrays.copyOf(text('o', 1, "never whole"), 30);
        feed(torn, 30);
        assertThat(found).isEmpty();
        decoder.end();
        assertThat(found).containsExactly("raw " + new String(torn, StandardCharsets.UTF_8));
    }
}
