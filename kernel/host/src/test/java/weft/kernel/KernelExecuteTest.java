package weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import weft.protocol.Message;
import weft.testkit.FakeClient.Said;

/** Cells: their messages, their order, their failures. */
class KernelExecuteTest extends KernelFixture {

    @Test
    void execute_expression_isShownBetweenBusyAndIdle() {
        List<Said> said = run("1+1");

        assertThat(types(said))
                .containsExactly("status:busy", "execute_input", "execute_result", "execute_reply", "status:idle");
        assertThat(only(said, "execute_result").content())
                .hasToString("{\"execution_count\":1,\"data\":{\"text/plain\":\"1+1\"},\"metadata\":{}}");
        assertThat(only(said, "execute_reply").content())
                .hasToString("{\"status\":\"ok\",\"execution_count\":1,\"payload\":[],\"user_expressions\":{}}");
        assertThat(only(said, "execute_reply").metadata().get("started").getAsString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(said)
                .allSatisfy(one -> assertThat(one.parent().get("unknown_field").getAsString())
                        .isEqualTo("kept"));
    }

    @Test
    void execute_jsonBundle_isUnpacked() {
        assertThat(only(run("json"), "execute_result").content().get("data"))
                .hasToString("{\"text/plain\":\"json\",\"application/json\":{\"a\":[1]}}");
    }

    @Test
    void execute_silent_showsNothingAndDoesNotCount() {
        run("one");

        List<Said> silent = client.untilIdle(shell("execute_request", "{\"code\": \"two\", \"silent\": true}"));

        assertThat(types(silent)).containsExactly("status:busy", "execute_reply", "status:idle");
        assertThat(only(silent, "execute_reply")
                        .content()
                        .get("execution_count")
                        .getAsInt())
                .isEqualTo(1);
        assertThat(only(run("three"), "execute_input")
                        .content()
                        .get("execution_count")
                        .getAsInt())
                .isEqualTo(2);
    }

    @Test
    void execute_silentFailure_repliesWithErrorAndShowsNothing() {
        List<Said> silent = client.untilIdle(shell("execute_request", "{\"code\": \"fail\", \"silent\": true}"));

        assertThat(types(silent)).containsExactly("status:busy", "execute_reply", "status:idle");
        assertThat(only(silent, "execute_reply").content().get("status").getAsString())
                .isEqualTo("error");
    }

    @Test
    void execute_withoutHistory_doesNotCount() {
        List<Said> first = client.untilIdle(shell("execute_request", "{\"code\": \"a\", \"store_history\": false}"));
        List<Said> second = run("b");

        assertThat(only(first, "execute_result")).isNotNull();
        assertThat(only(second, "execute_reply")
                        .content()
                        .get("execution_count")
                        .getAsInt())
                .isEqualTo(1);
    }

    @Test
    void execute_userExpressions_areBundlesOrErrors() {
        List<Said> said = client.untilIdle(shell(
                "execute_request", "{\"code\": \"a\", \"user_expressions\": {\"good\": \"b\", \"bad\": \"fail\"}}"));

        assertThat(only(said, "execute_reply").content().get("user_expressions"))
                .hasToString("{\"good\":{\"status\":\"ok\",\"data\":{\"text/plain\":\"b\"},\"metadata\":{}},"
                        + "\"bad\":{\"status\":\"error\",\"ename\":\"FakeException\",\"evalue\":\"as asked\","
                        + "\"traceback\":[]}}");
    }

    @Test
    void execute_errorInTheEngine_isAnsweredAndTheNextCellRuns() {
        List<Said> crashed = run("crash");
        List<Said> next = run("next");

        assertThat(types(crashed))
                .containsExactly("status:busy", "execute_input", "error", "execute_reply", "status:idle");
        assertThat(only(crashed, "execute_reply").content().get("ename").getAsString())
                .isEqualTo("StackOverflowError");
        assertThat(only(next, "execute_reply").content().get("status").getAsString())
                .isEqualTo("ok");
    }

    @Test
    void execute_contentOfWrongShape_isAnsweredWithAnError() {
        List<Said> said = client.untilIdle(shell("execute_request", "{\"code\": [1, 2]}"));

        assertThat(only(said, "execute_reply").content().get("status").getAsString())
                .isEqualTo("error");
    }

    @Test
    void execute_queuedBehindAFailure_isAbortedWithoutInput() {
        Message waiting = execute("wait");
        client.until(said -> said.type().equals("stream"));
        Message second = execute("second");
        Message third = execute("third");
        control("interrupt_request", "{}");
        client.untilIdle(waiting);

        // The interrupt is answered on a thread of its own, whose busy and idle may come between.
        List<Said> aborted = childrenOf(second, client.untilIdle(second));
        List<Said> alsoAborted = childrenOf(third, client.untilIdle(third));
        List<Said> after = run("after");

        assertThat(types(aborted)).containsExactly("status:busy", "execute_reply", "status:idle");
        assertThat(only(aborted, "execute_reply").content().get("status").getAsString())
                .isEqualTo("aborted");
        assertThat(types(alsoAborted)).containsExactly("status:busy", "execute_reply", "status:idle");
        assertThat(only(after, "execute_reply").content().get("execution_count").getAsInt())
                .isEqualTo(2);
    }

    @Test
    void execute_stopOnErrorOff_letsQueuedCellsRun() {
        Message failing = shell("execute_request", "{\"code\": \"fail\", \"stop_on_error\": false}");
        Message next = execute("next");
        client.untilIdle(failing);

        assertThat(only(client.untilIdle(next), "execute_reply")
                        .content()
                        .get("status")
                        .getAsString())
                .isEqualTo("ok");
    }

    @Test
    void otherRequests_whileACellRuns_areAnsweredAndBusyIsSaidAgain() {
        Message cell = execute("wait");
        client.until(said -> said.type().equals("stream"));

        Message complete = shell("complete_request", "{\"code\": \"ab\", \"cursor_pos\": 2}");
        List<Said> said = client.until(one -> one.state().equals("busy")
                && one.parentId().equals(cell.header().id()));
        Message info = shell("kernel_info_request", "{}");
        client.until(one -> one.type().equals("kernel_info_reply")
                && one.parentId().equals(info.header().id()));
        control("interrupt_request", "{}");
        List<Said> end = client.untilIdle(cell);

        assertThat(types(said)).containsExactly("status:busy", "complete_reply", "status:idle", "status:busy");
        assertThat(said.get(1).parentId()).isEqualTo(complete.header().id());
        assertThat(only(end, "execute_reply").content().get("ename").getAsString())
                .isEqualTo("InterruptedException");
    }
}
