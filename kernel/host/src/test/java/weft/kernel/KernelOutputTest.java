package weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import weft.protocol.Channel;
import weft.protocol.Message;
import weft.testkit.FakeClient.Said;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** What a cell shows and asks, while it runs and when it is over. */
class KernelOutputTest extends KernelFixture {

    @Test
    void lateOutput_ofACellThatIsOver_isShownUnderIt() {
        Message first = execute("one");
        client.untilIdle(first);
        run("two");

        kernel.frontEnd().stream(first.header().id(), StreamName.STDOUT, "late");

        assertThat(only(client.until(said -> true), "stream").parentId())
                .isEqualTo(first.header().id());
    }

    @Test
    void display_withId_canBeUpdatedAndCleared() {
        Message cell = execute("one");
        client.untilIdle(cell);
        String id = cell.header().id();

        kernel.frontEnd().display(id, MimeBundle.text("a"), "d", false);
        kernel.frontEnd().display(id, MimeBundle.text("b"), "d", true);
        kernel.frontEnd().display(id, MimeBundle.text("c"), null, false);
        kernel.frontEnd().clearOutput(id, true);
        List<Said> said = client.until(one -> one.type().equals("clear_output"));

        assertThat(types(said)).containsExactly("display_data", "update_display_data", "display_data", "clear_output");
        assertThat(said.get(1).content())
                .hasToString("{\"data\":{\"text/plain\":\"b\"},\"metadata\":{},\"transient\":{\"display_id\":\"d\"}}");
        assertThat(said.get(2).content().get("transient")).hasToString("{}");
        assertThat(said.get(3).content()).hasToString("{\"wait\":true}");
    }

    @Test
    void page_shownWhileTheCellRuns_isInItsReply() {
        Message cell = execute("wait");
        client.until(said -> said.type().equals("stream"));

        kernel.frontEnd().page(cell.header().id(), MimeBundle.text("help"));
        control("interrupt_request", "{}");

        assertThat(only(client.untilIdle(cell), "execute_reply").content().get("payload"))
                .hasToString("[{\"source\":\"page\",\"data\":{\"text/plain\":\"help\"},\"start\":0}]");
    }

    @Test
    void input_isAskedOfTheClientAndItsAnswerIsTheValue() {
        Message cell = execute("secret name?");
        Said question = last(client.until(said -> said.type().equals("input_request")));

        kernel.receive(Channel.STDIN, client.request("input_reply", "{\"value\": \"Ada\"}"));

        assertThat(question.channel()).isEqualTo("stdin");
        assertThat(question.content()).hasToString("{\"prompt\":\"name?\",\"password\":true}");
        assertThat(only(client.untilIdle(cell), "execute_result").content().get("data"))
                .hasToString("{\"text/plain\":\"Ada\"}");
    }

    @Test
    void input_staleReply_isDropped() {
        kernel.receive(Channel.STDIN, client.request("input_reply", "{\"value\": \"early\"}"));
        Message cell = execute("ask name?");
        client.until(said -> said.type().equals("input_request"));

        kernel.receive(
                Channel.STDIN, client.request("input_reply", "{\"value\": \"other\"}", "{\"msg_id\": \"another\"}"));
        kernel.receive(Channel.STDIN, client.request("input_reply", "{\"value\": \"right\"}"));

        assertThat(only(client.untilIdle(cell), "execute_result").content().get("data"))
                .hasToString("{\"text/plain\":\"right\"}");
        assertThat(client.logged())
                .filteredOn(line -> line.contains("input_reply dropped"))
                .hasSize(2);
    }

    @Test
    void input_interrupted_endsTheWaiting() {
        Message cell = execute("ask name?");
        client.until(said -> said.type().equals("input_request"));

        control("interrupt_request", "{}");

        assertThat(only(client.untilIdle(cell), "execute_reply")
                        .content()
                        .get("ename")
                        .getAsString())
                .isEqualTo("InterruptedException");
    }

    @Test
    void input_notAllowed_saysWhatToDo() {
        List<Said> said = client.untilIdle(shell("execute_request", "{\"code\": \"ask x\", \"allow_stdin\": false}"));

        assertThat(only(said, "execute_reply").content().get("ename").getAsString())
                .isEqualTo("StdinUnavailableException");
        assertThat(only(said, "execute_reply").content().get("evalue").getAsString())
                .contains("\"allow_stdin\": false")
                .contains("run the cell in JupyterLab");
    }
}
