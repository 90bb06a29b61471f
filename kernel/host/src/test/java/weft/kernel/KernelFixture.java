package weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import weft.protocol.Channel;
import weft.protocol.Message;
import weft.protocol.Session;
import weft.testkit.FakeClient;
import weft.testkit.FakeClient.Said;
import weft.testkit.FakeEngine;

/** A kernel with a fake engine and a fake client, and the words in which its tests speak. */
@Timeout(60)
abstract class KernelFixture {

    @TempDir
    Path folder;

    final FakeClient client = new FakeClient();
    final CountDownLatch exited = new CountDownLatch(1);
    final CompletableFuture<FakeEngine> engine = new CompletableFuture<>();
    Kernel kernel;

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

    Message shell(String type, String content) {
        Message request = client.request(type, content);
        kernel.receive(Channel.SHELL, request);
        return request;
    }

    Message control(String type, String content) {
        Message request = client.request(type, content);
        kernel.receive(Channel.CONTROL, request);
        return request;
    }

    Message execute(String code) {
        return shell("execute_request", "{\"code\": \"" + code + "\", \"allow_stdin\": true}");
    }

    List<Said> run(String code) {
        return client.untilIdle(execute(code));
    }

    static List<String> types(List<Said> said) {
        return said.stream()
                .map(one -> one.type() + (one.state().isEmpty() ? "" : ":" + one.state()))
                .toList();
    }

    static List<Said> childrenOf(Message request, List<Said> said) {
        String id = request.header().id();
        return said.stream().filter(one -> one.parentId().equals(id)).toList();
    }

    static Said only(List<Said> said, String type) {
        List<Said> found = said.stream().filter(one -> one.type().equals(type)).toList();
        assertThat(found).as("%s in %s", type, types(said)).hasSize(1);
        return found.get(0);
    }

    static Said last(List<Said> said) {
        return said.get(said.size() - 1);
    }
}
