package weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import weft.testkit.FakeClient.Said;

/** Questions about code and about the kernel. */
class KernelQuestionsTest extends KernelFixture {

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "complete | {\"code\": \"a\", \"cursor_pos\": \"x\"} | the field \"cursor_pos\" of complete_request is \"x\";"
                        + " expected a whole number",
                "complete | {\"code\": \"a\", \"cursor_pos\": 1.5} | the field \"cursor_pos\" of complete_request is 1.5;"
                        + " expected a whole number",
                "complete | {\"code\": \"a\", \"cursor_pos\": 99999999999} | the field \"cursor_pos\" of complete_request is"
                        + " 99999999999; expected a whole number",
                "inspect | {\"code\": {\"a\": 1}} | the field \"code\" of inspect_request is {\"a\":1}; expected a string",
                "history | {\"hist_access_type\": \"all\"} | the field \"hist_access_type\" of history_request is \"all\";"
                        + " expected \"tail\", \"range\" or \"search\"",
                "execute | {\"user_expressions\": [1]} | the field \"user_expressions\" of execute_request is [1];"
                        + " expected an object whose values are strings",
                "shutdown | {\"restart\": {}} | the field \"restart\" of shutdown_request is {}; expected true or false",
            })
    void anyRequest_withAFieldOfTheWrongKind_isToldWhichAndWhatIsExpected(String type, String content, String told) {
        List<Said> said = client.untilIdle(shell(type + "_request", content));

        var reply = only(said, type + "_reply").content();
        assertThat(reply.get("ename").getAsString()).isEqualTo("MalformedRequest");
        assertThat(reply.get("evalue").getAsString()).isEqualTo(told);
        assertThat(reply.getAsJsonArray("traceback").get(0).getAsString())
                .isEqualTo("The client's request is malformed: " + told);
    }
}
