package weft.uservm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DebugConnectionTest {

    private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);

    @SuppressWarnings("AddressSelection") // A number, not a name: it has one address.
    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getByName("127.0.0.1"), port);
    }

    @Test
    void stranger_isTurnedAway_andTheUserVmIsAcceptedAfterIt() throws IOException {
        try (DebugConnection connection = DebugConnection.listen()) {
            int port = connection.port();
            connection.accept();
            try (Socket stranger = connect(port)) {
                stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                stranger.getInputStream().readAllBytes();
            } catch (IOException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }

            try (Socket userVm = connect(port)) {
                assertThat(userVm.getInputStream().readNBytes(HANDSHAKE.length)).isEqualTo(HANDSHAKE);
                userVm.getOutputStream().write(HANDSHAKE);
                assertThatThrownBy(() -> {
                            while (true) {
                                connect(port).close();
                            }
                        })
                        .isInstanceOf(IOException.class);
            }
        }
    }
}
