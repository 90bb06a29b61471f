package weft.uservm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weft.wire.FrameChannel;
import weft.wire.FrameReader;
import weft.wire.FrameWriter;
import weft.wire.ToHost;
import weft.wire.ToUserVm;

class UserVmConnectionTest {

    private final UserVmConnection connection = new UserVmConnection();
    private final ServerSocketChannel server;
    private final FrameChannel userVm;

    UserVmConnectionTest(@TempDir Path folder) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("vm.sock"));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(address);
        userVm = new FrameChannel(SocketChannel.open(address));
    }

    @AfterEach
    void close() throws IOException {
        userVm.close();
        server.close();
    }

    @Test
    void read_frameThatMakesNoSense_endsTheConnection() throws Exception {
        CompletableFuture<Integer> reading = read(message -> {});

        userVm.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 99}));

        assertThatThrownBy(() -> reading.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(RuntimeException.class);
    }

    @Test
    void read_messageThatCannotBeHandled_isLeftOutAndTheNextIsHandled() throws Exception {
        List<ToHost> handled = new ArrayList<>();
        CompletableFuture<Integer> reading = read(message -> {
            if (handled.isEmpty()) {
                handled.add(message);
                throw new IllegalStateException("for the test");
            }
            handled.add(message);
        });

        userVm.write(FrameWriter.frame(new ToHost.ClearOutput(1, false)));
        userVm.write(FrameWriter.frame(new ToHost.ClearOutput(2, false)));
        userVm.close();

        reading.get(10, TimeUnit.SECONDS);
        assertThat(handled).containsExactly(new ToHost.ClearOutput(1, false), new ToHost.ClearOutput(2, false));
    }

    @Test
    void ask_userVmEndsBeforeItsReply_failsWithHowItEnded() throws Exception {
        CompletableFuture<ToHost.Reply> reply = ask();

        connection.ended(new UserVmExit(3, "", "", ""));

        assertThatThrownBy(() -> reply.get(10, TimeUnit.SECONDS)).hasMessageContaining("exit code 3");
        assertThatThrownBy(() -> connection.send(new ToUserVm.OutputTo(true))).hasMessageContaining("exit code 3");
    }

    @Test
    void ask_replyOfUserVm_isReturned() throws Exception {
        CompletableFuture<Integer> reading = read(message -> {});
        Thread writer = new Thread(connection::write, "test-writer");
        writer.setDaemon(true);
        writer.start();
        CompletableFuture<ToHost.Reply> reply = ask();

        userVm.write(FrameWriter.frame(new ToHost.Ready(1)));
        ToUserVm.Value request = (ToUserVm.Value) FrameReader.toUserVm(userVm.read());
        userVm.write(FrameWriter.frame(new ToHost.Returned(request.id(), "7", null)));

        assertThat(reply.get(10, TimeUnit.SECONDS)).isEqualTo(new ToHost.Returned(request.id(), "7", null));
        assertThat(reading).isNotDone();
    }

    private CompletableFuture<Integer> read(Consumer<ToHost> unasked) {
        return on("test-reader", () -> {
            connection.read(server, unasked);
            return 0;
        });
    }

    private CompletableFuture<ToHost.Reply> ask() {
        return on("test-asker", () -> connection.ask(id -> new ToUserVm.Value(id, "A", "b")));
    }

    private interface Body<T> {
        T run() throws UserVmEndedException;
    }

    private static <T> CompletableFuture<T> on(String name, Body<T> body) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(body.run());
                    } catch (UserVmEndedException | RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
