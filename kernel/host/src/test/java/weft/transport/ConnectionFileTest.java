package weft.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ConnectionFileTest {

    private static String file(String transport, String ip) {
        return """
                {"transport": "%s", "ip": "%s", "shell_port": 1, "control_port": 2, "stdin_port": 3, "iopub_port": 4,
                 "hb_port": 5, "key": "k", "signature_scheme": "hmac-sha256", "kernel_name": "weft"}""".formatted(transport, ip);
    }

    @Test
    void parse_fileOfAServer_knowsTheAddresses() {
        ConnectionFile file = ConnectionFile.parse(file("tcp", "127.0.0.1"));

        assertThat(file.shell()).isEqualTo("tcp://127.0.0.1:1");
        assertThat(file.heartbeat()).isEqualTo("tcp://127.0.0.1:5");
    }

    @Test
    void parse_addressOfVersionSix_isBracketed() {
        assertThat(ConnectionFile.parse(file("tcp", "::1")).iopub()).isEqualTo("tcp://[::1]:4");
    }

    @Test
    void parse_ipc_isRefusedSayingWhatToType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionFile.parse(file("ipc", "/tmp/socket")))
                .withMessageContaining("\"ipc\"")
                .withMessageContaining("--KernelManager.transport=tcp");
    }

    @Test
    void parse_notJson_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectionFile.parse("hello"));
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectionFile.parse(""));
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectionFile.parse("{}"));
    }
}
