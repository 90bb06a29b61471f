package weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import weft.protocol.Message;
import weft.testkit.FakeClient.Said;
import weft.wire.CommMessage;

/** Comms and the end of the kernel. */
class KernelLifeTest extends KernelFixture {

    @Test
    void commOpen_unknownTarget_isClosedAgain() {
        List<Said> said =
                client.untilIdle(shell("comm_open", "{\"comm_id\": \"c\", \"target_name\": \"none\", \"data\": {}}"));

        assertThat(types(said)).containsExactly("status:busy", "comm_close", "status:idle");
    }

    @Test
    void comm_knownTarget_talksBothWaysUntilClosed() {
        kernel.frontEnd().comm("", new CommMessage(CommMessage.Kind.REGISTER, "", "echo", "{}", List.of()));
        client.untilIdle(shell("comm_open", "{\"comm_id\": \"c\", \"target_name\": \"echo\", \"data\": {}}"));

        List<Said> echoed = client.untilIdle(shell("comm_msg", "{\"comm_id\": \"c\", \"data\": {\"a\": 1}}"));
        List<Said> info = client.untilIdle(shell("comm_info_request", "{}"));
        client.untilIdle(shell("comm_close", "{\"comm_id\": \"c\", \"data\": {}}"));
        List<Said> after = client.untilIdle(shell("comm_info_request", "{\"target_name\": \"echo\"}"));

        assertThat(only(echoed, "comm_msg").content()).hasToString("{\"comm_id\":\"c\",\"data\":{\"a\":1}}");
        assertThat(only(info, "comm_info_reply").content())
                .hasToString("{\"status\":\"ok\",\"comms\":{\"c\":{\"target_name\":\"echo\"}}}");
        assertThat(only(after, "comm_info_reply").content()).hasToString("{\"status\":\"ok\",\"comms\":{}}");
    }

    @Test
    void comm_openedByACell_isAChildOfItAndIsClosedWithItsVm() {
        Message cell = execute("one");
        client.untilIdle(cell);

        String id = cell.header().id();
        kernel.frontEnd().comm(id, new CommMessage(CommMessage.Kind.OPEN, "c", "shown", "{\"a\":1}", List.of()));
        kernel.frontEnd().commsEnded();
        List<Said> said = client.until(one -> one.type().equals("comm_close"));

        assertThat(types(said)).containsExactly("comm_open", "comm_close");
        assertThat(said.get(0).content())
                .hasToString("{\"comm_id\":\"c\",\"target_name\":\"shown\",\"data\":{\"a\":1}}");
        assertThat(said.get(0).parentId()).isEqualTo(id);
    }

    @Test
    void comm_dataThatIsNoJson_isSaidUnderTheCellAndNotSent() {
        Message cell = execute("one");
        client.untilIdle(cell);

        kernel.frontEnd()
                .comm(cell.header().id(), new CommMessage(CommMessage.Kind.OPEN, "c", "shown", "oops", List.of()));

        Said note = last(client.until(said -> true));
        assertThat(note.type()).isEqualTo("stream");
        assertThat(note.content().get("text").getAsString()).contains("JSON object", "\"oops\"");
    }

    @Test
    void close_engineThatFailsToClose_isLogged() throws Exception {
        // A cell has run, so the kernel has the engine: one that is still being made is closed later.
        run("one");
        engine.get(10, TimeUnit.SECONDS).failAtClose();

        kernel.close();

        assertThat(client.logged())
                .anyMatch(line -> line.contains("the engine did not close") && line.contains("as asked"));
    }

    @Test
    void shutdown_withRestart_isAnsweredAndThenTheKernelEnds() throws Exception {
        Message request = control("shutdown_request", "{\"restart\": true}");

        List<Said> said = client.untilIdle(request);
        kernel.close();

        assertThat(only(said, "shutdown_reply").content()).hasToString("{\"status\":\"ok\",\"restart\":true}");
        assertThat(exited.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(engine.get(10, TimeUnit.SECONDS).awaitClosed()).isTrue();
    }
}
