package weft.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.ZMQ;
import weft.protocol.Channel;
import weft.protocol.Message;
import weft.protocol.MessageType;
import weft.protocol.OkReply;
import weft.protocol.Session;
import weft.protocol.Stream;

/** The real sockets, with a kernel behind them that says "ok" to everything. */
@Timeout(90)
class ChannelsTest {

    private final Session session = new Session();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private ZmqClient client;
    private Channels channels;

    @BeforeEach
    void open() throws Exception {
        client = new ZmqClient();
        channels = Channels.open(client.file(), session, log::add);
        channels.start(this::answer);
    }

    @AfterEach
    void close() {
        client.close();
        channels.close();
        channels.close();
    }

    private void answer(Channel channel, Message request) {
        received.add(request.header().id());
        if (request.header().type().equals("crash")) {
            throw new StackOverflowError("as asked");
        }
        channels.send(channel, reply(request));
    }

    private Message reply(Message request) {
        return session.reply(request, MessageType.KERNEL_INFO_REPLY, new OkReply(), Message.EMPTY);
    }

    private void assertAnswers(ZMQ.Socket socket) throws Exception {
        ZmqClient.send(socket, client.frames("kernel_info_request"));
        assertThat(Objects.requireNonNull(client.receive(socket)).content()).isEqualTo("{\"status\":\"ok\"}");
    }

    private Message output(String text) {
        return session.broadcast(MessageType.STREAM, "{}", new Stream("stdout", text));
    }

    @Test
    void request_onEachChannel_isAnsweredThere() throws Exception {
        for (String address : List.of(
                client.file().shell(), client.file().control(), client.file().stdin())) {
            assertAnswers(client.dealer(address));
        }
    }

    @Test
    void heartbeat_anyBytes_areSentBack() {
        ZMQ.Socket heartbeat = client.heartbeat();

        heartbeat.send("ping");

        assertThat(heartbeat.recvStr()).isEqualTo("ping");
    }

    @Test
    void malformedMessages_areLoggedInOneLineAndHarmNothing() throws Exception {
        ZMQ.Socket shell = client.dealer(client.file().shell());
        List<byte[]> badSignature = client.frames("kernel_info_request");
        badSignature.set(1, "0".repeat(64).getBytes(StandardCharsets.US_ASCII));
        List<byte[]> unsigned = client.frames("kernel_info_request");
        unsigned.set(1, new byte[0]);

        ZmqClient.send(shell, badSignature);
        ZmqClient.send(shell, unsigned);
        ZmqClient.send(shell, client.frames("kernel_info_request").subList(0, 4));
        ZmqClient.send(shell, List.of("hello".getBytes(StandardCharsets.US_ASCII)));
        ZmqClient.send(shell, List.of(new byte[0]));
        ZmqClient.send(shell, client.frames("not json", "{}"));
        ZmqClient.send(shell, client.frames("{}", "{}"));
        ZmqClient.send(shell, client.frames("{\"msg_id\": \"1\", \"msg_type\": \"x\"}", "[1"));
        assertAnswers(shell);

        assertThat(log).hasSize(8).allMatch(line -> line.startsWith("shell: message refused: "));
        assertThat(received).hasSize(1);
    }

    @Test
    void replayedMessage_isRefused() throws Exception {
        ZMQ.Socket shell = client.dealer(client.file().shell());
        List<byte[]> frames = client.frames("kernel_info_request");
        ZmqClient.send(shell, frames);
        client.receive(shell);

        ZmqClient.send(shell, frames);
        assertAnswers(shell);

        assertThat(received).hasSize(2);
        assertThat(log).containsExactly("shell: message refused: its signature was used before");
    }

    @Test
    void errorInTheReceiver_costsOneMessage() throws Exception {
        ZMQ.Socket shell = client.dealer(client.file().shell());

        ZmqClient.send(shell, client.frames("crash"));
        assertAnswers(shell);

        assertThat(log).containsExactly("shell: message lost: java.lang.StackOverflowError: as asked");
    }

    @Test
    void subscription_ofEachClient_isWelcomed() throws Exception {
        for (int i = 0; i < 2; i++) {
            Message welcome = Objects.requireNonNull(client.receive(client.subscriber(1000)));

            assertThat(welcome.header().type()).isEqualTo("iopub_welcome");
            assertThat(welcome.content()).isEqualTo("{\"subscription\":\"\"}");
            assertThat(welcome.parentHeader()).isEqualTo("{}");
        }
    }

    @Test
    void publish_byAnInterruptedThread_isSentAndSoIsTheNext() throws Exception {
        ZMQ.Socket subscriber = client.subscriber(1000);
        client.receive(subscriber);

        Thread.currentThread().interrupt();
        channels.publishOutput(output("one"));
        assertThat(Thread.interrupted()).isTrue();
        channels.publishOutput(output("two"));

        assertThat(Objects.requireNonNull(client.receive(subscriber)).content()).contains("one");
        assertThat(Objects.requireNonNull(client.receive(subscriber)).content()).contains("two");
    }

    @Test
    void flood_toASlowSubscriber_arrivesWholeAndInOrderAndHoldsUpTheWriter() throws Exception {
        ZMQ.Socket subscriber = client.subscriber(4);
        client.receive(subscriber);
        int messages = 1_500;
        AtomicInteger written = new AtomicInteger();
        String padding = "x".repeat(32_000);
        Thread writer = new Thread(() -> {
            for (int i = 0; i < messages; i++) {
                channels.publishOutput(output(i + " " + padding));
                written.incrementAndGet();
            }
        });
        writer.start();
        awaitFullQueue(writer);

        // 48 MB are to be written; what waits on our side and in the system's buffers is a few.
        int ahead = written.get();
        List<Integer> arrived = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            String text = Objects.requireNonNull(client.receive(subscriber))
                    .content(Stream.class)
                    .text();
            arrived.add(Integer.valueOf(text.substring(0, text.indexOf(' '))));
            ahead = Math.max(ahead, written.get() - arrived.size());
        }
        writer.join(ZmqClient.TIMEOUT_MILLIS);

        assertThat(ahead).isLessThan(1_000);
        assertThat(arrived).hasSize(messages).isSorted().doesNotHaveDuplicates();
        assertThat(log).isEmpty();
    }

    @Test
    void requests_whileIopubIsStuck_areAnswered() throws Exception {
        ZMQ.Socket shell = client.dealer(client.file().shell());
        ZMQ.Socket control = client.dealer(client.file().control());
        client.receive(client.subscriber(1));
        Thread writer = flood();
        awaitFullQueue(writer);

        channels.publish(output("status, which must not wait"));
        assertAnswers(control);
        assertAnswers(shell);

        assertThat(writer.isAlive()).isTrue();
        channels.close();
        writer.join(ZmqClient.TIMEOUT_MILLIS);
        assertThat(writer.isAlive()).isFalse();
    }

    @Test
    void stoppedSubscriber_isPassedOverSoThatOthersGoOn() throws Exception {
        ZMQ.Socket reading = client.subscriber(1000);
        client.receive(reading);
        ZMQ.Socket stopped = client.subscriber(1);
        client.receive(stopped);
        client.receive(reading);
        Thread writer = flood();

        Message last;
        do {
            last = Objects.requireNonNull(client.receive(reading));
        } while (!last.content().contains("the end"));
        writer.join(ZmqClient.TIMEOUT_MILLIS);

        assertThat(log).hasSize(1).allMatch(line -> line.contains("took nothing for 5 s"));
    }

    /** A thread that writes more than all buffers hold. */
    private Thread flood() {
        Thread writer = new Thread(() -> {
            String padding = "x".repeat(32_000);
            for (int i = 0; i < 1_200; i++) {
                channels.publishOutput(output(padding));
            }
            channels.publishOutput(output("the end"));
        });
        writer.setDaemon(true);
        writer.start();
        return writer;
    }

    /** Until the queue is full, which the writer tells by its state alone; it waits for nothing else, and for no time. */
    private static void awaitFullQueue(Thread writer) {
        while (writer.getState() != Thread.State.WAITING && writer.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void sendAfterDraining_handsOverWhatHasArrivedBeforeTheReplyLeaves() throws Exception {
        ZMQ.Socket shell = client.dealer(client.file().shell());
        assertAnswers(shell);
        CountDownLatch drained = new CountDownLatch(1);
        List<String> before = new ArrayList<>();
        Message request = new Message(
                List.of(), session.broadcast(MessageType.STATUS, "{}", "").header(), "{}", "{}", "{}", List.of());

        channels.sendAfterDraining(Channel.SHELL, reply(request), () -> {
            before.addAll(received);
            drained.countDown();
        });

        assertThat(drained.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(before).hasSize(1);
    }

    @Test
    void close_lettersOnTheirWay_stillLeave() throws Exception {
        ZMQ.Socket shell = client.dealer(client.file().shell());
        ZMQ.Socket subscriber = client.subscriber(1000);
        client.receive(subscriber);
        assertAnswers(shell);
        ZmqClient.send(shell, client.frames("shutdown_request"));
        Message reply = Objects.requireNonNull(client.receive(shell));

        channels.publish(output("the last word"));
        channels.close();

        assertThat(reply.content()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(Objects.requireNonNull(client.receive(subscriber)).content()).contains("the last word");
    }
}
