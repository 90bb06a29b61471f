package weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import weft.protocol.Channel;
import weft.protocol.Message;
import weft.protocol.Session;
import weft.testkit.FakeClient;
import weft.testkit.FakeClient.Said;
import weft.testkit.FakeEngine;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

@Timeout(60)
class KernelTest {

    @TempDir
    Path folder;

    private final FakeClient client = new FakeClient();
    private final CountDownLatch exited = new CountDownLatch(1);
    private final CompletableFuture<FakeEngine> engine = new CompletableFuture<>();
    private Kernel kernel;

    @BeforeEach
    void start() {
        Session session = new Session();
        History history = new History(new HistoryFile(folder.resolve("history.jsonl"), 1 << 20), client::log);
        kernel = new Kernel(client, session, history, client::log);
        kernel.start(
                frontEnd -> {
                    FakeEngine made = new FakeEngine(frontEnd);
                    engine.complete(made);
                    return made;
                },
                exited::countDown);
        client.until(said -> said.state().equals("starting"));
    }

    @AfterEach
    void close() {
        kernel.close();
    }

    private Message shell(String type, String content) {
        Message request = client.request(type, content);
        kernel.receive(Channel.SHELL, request);
        return request;
    }

    private Message control(String type, String content) {
        Message request = client.request(type, content);
        kernel.receive(Channel.CONTROL, request);
        return request;
    }

    private Message execute(String code) {
        return shell("execute_request", "{\"code\": \"" + code + "\", \"allow_stdin\": true}");
    }

    private List<Said> run(String code) {
        return client.untilIdle(execute(code));
    }

    private static List<String> types(List<Said> said) {
        return said.stream()
                .map(one -> one.type() + (one.state().isEmpty() ? "" : ":" + one.state()))
                .toList();
    }

    private static Said only(List<Said> said, String type) {
        List<Said> found = said.stream().filter(one -> one.type().equals(type)).toList();
        assertThat(found).as("%s in %s", type, types(said)).hasSize(1);
        return found.get(0);
    }

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

        List<Said> aborted = client.untilIdle(second);
        List<Said> alsoAborted = client.untilIdle(third);
        List<Said> after = run("after");

        assertThat(types(aborted)).endsWith("status:busy", "execute_reply", "status:idle");
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

    @Test
    void complete_afterAnEmoji_countsCodePoints() {
        List<Said> said =
                client.untilIdle(shell("complete_request", "{\"code\": \"\uD83D\uDE00 ab\", \"cursor_pos\": 3}"));

        assertThat(only(said, "complete_reply").content())
                .hasToString("{\"status\":\"ok\",\"matches\":[\"aDone\"],\"cursor_start\":2,\"cursor_end\":3,"
                        + "\"metadata\":{\"_jupyter_types_experimental\":[{\"start\":2,\"end\":3,"
                        + "\"text\":\"aDone\",\"type\":\"function\",\"signature\":\"()\"}]}}");
    }

    @Test
    void complete_errorInTheEngine_isAnsweredAndIdleFollows() {
        List<Said> said = client.untilIdle(shell("complete_request", "{\"code\": \"crash\", \"cursor_pos\": 5}"));

        assertThat(types(said)).containsExactly("status:busy", "complete_reply", "status:idle");
        assertThat(only(said, "complete_reply").content().get("ename").getAsString())
                .isEqualTo("StackOverflowError");
    }

    @Test
    void inspect_foundOrNot_isSaid() {
        List<Said> found = client.untilIdle(
                shell("inspect_request", "{\"code\": \"abc\", \"cursor_pos\": 2, \"detail_level\": 1}"));
        List<Said> missing = client.untilIdle(shell("inspect_request", "{\"code\": \"\", \"cursor_pos\": 0}"));

        assertThat(only(found, "inspect_reply").content())
                .hasToString("{\"status\":\"ok\",\"found\":true,\"data\":{\"text/plain\":\"ab|1\"},\"metadata\":{}}");
        assertThat(only(missing, "inspect_reply").content())
                .hasToString("{\"status\":\"ok\",\"found\":false,\"data\":{},\"metadata\":{}}");
    }

    @Test
    void isComplete_givesTheIndentOnlyForIncompleteCode() {
        List<Said> open = client.untilIdle(shell("is_complete_request", "{\"code\": \"{\"}"));
        List<Said> whole = client.untilIdle(shell("is_complete_request", "{\"code\": \"a\"}"));

        assertThat(only(open, "is_complete_reply").content())
                .hasToString("{\"status\":\"incomplete\",\"indent\":\"    \"}");
        assertThat(only(whole, "is_complete_reply").content()).hasToString("{\"status\":\"complete\"}");
    }

    @Test
    void kernelInfo_onBothChannels_isTheSame() {
        List<Said> shell = client.untilIdle(shell("kernel_info_request", "{}"));
        List<Said> control = client.untilIdle(control("kernel_info_request", "{}"));

        assertThat(only(shell, "kernel_info_reply").content())
                .isEqualTo(only(control, "kernel_info_reply").content());
        assertThat(only(shell, "kernel_info_reply").channel()).isEqualTo("shell");
        assertThat(only(control, "kernel_info_reply").channel()).isEqualTo("control");
        assertThat(only(shell, "kernel_info_reply")
                        .content()
                        .get("protocol_version")
                        .getAsString())
                .isEqualTo("5.5");
    }

    @Test
    void unknownType_isLoggedAndLeavesTheKernelIdle() {
        List<Said> said = client.untilIdle(control("create_subshell_request", "{}"));

        assertThat(types(said)).containsExactly("status:busy", "status:idle");
        assertThat(client.logged()).anyMatch(line -> line.contains("\"create_subshell_request\""));
    }

    @Test
    void history_afterTwoCells_isAnswered() {
        run("one");
        run("two");

        List<Said> said = client.untilIdle(shell(
                "history_request", "{\"hist_access_type\": \"tail\", \"n\": 1, \"output\": true, \"raw\": true}"));

        assertThat(only(said, "history_reply").content())
                .hasToString("{\"status\":\"ok\",\"history\":[[1,2,[\"two\",\"two\"]]]}");
    }

    @Test
    void commOpen_unknownTarget_isClosedAgain() {
        List<Said> said =
                client.untilIdle(shell("comm_open", "{\"comm_id\": \"c\", \"target_name\": \"none\", \"data\": {}}"));

        assertThat(types(said)).containsExactly("status:busy", "comm_close", "status:idle");
    }

    @Test
    void comm_knownTarget_talksBothWaysUntilClosed() {
        kernel.comms()
                .register("echo", (comm, data) -> comm.onMessage(received -> comm.send(received.data(), List.of())));
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
    void shutdown_withRestart_isAnsweredAndThenTheKernelEnds() throws Exception {
        Message request = control("shutdown_request", "{\"restart\": true}");

        List<Said> said = client.untilIdle(request);
        kernel.close();

        assertThat(only(said, "shutdown_reply").content()).hasToString("{\"status\":\"ok\",\"restart\":true}");
        assertThat(exited.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(engine.get(10, TimeUnit.SECONDS).awaitClosed()).isTrue();
    }

    private static Said last(List<Said> said) {
        return said.get(said.size() - 1);
    }
}
