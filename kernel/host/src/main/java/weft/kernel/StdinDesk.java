package weft.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import weft.engine.FrontEnd.StdinUnavailableException;
import weft.protocol.Channel;
import weft.protocol.Connection;
import weft.protocol.InputReply;
import weft.protocol.InputRequest;
import weft.protocol.Message;
import weft.protocol.MessageType;
import weft.protocol.Session;

/**
 * Puts the questions of cells to the clients that sent the cells, one after the other.
 *
 * <p><b>Threads.</b> Any number of threads ask, and wait. The socket's thread brings the replies, the control thread
 * the interrupts. A question is sent when it is the first in the line.
 */
final class StdinDesk {

    /** A class and no record: a question is equal to itself alone. */
    private static final class Question {
        final Message request;
        final CompletableFuture<String> answer = new CompletableFuture<>();

        Question(Message request) {
            this.request = request;
        }
    }

    private final Connection connection;
    private final Session session;
    private final Consumer<String> log;
    private final Deque<Question> line = new ArrayDeque<>();

    StdinDesk(Connection connection, Session session, Consumer<String> log) {
        this.connection = connection;
        this.session = session;
        this.log = log;
    }

    String ask(CellOrigin origin, String prompt, boolean password)
            throws StdinUnavailableException, InterruptedException {
        if (!origin.stdinAllowed()) {
            throw new StdinUnavailableException(
                    "Nobody can answer here: the program that runs this cell said \"allow_stdin\": false;"
                            + " run the cell in JupyterLab, or write the value into the code");
        }
        var content = new InputRequest(prompt, password);
        Message request = session.direct(origin.client(), MessageType.INPUT_REQUEST, origin.header(), content);
        Question question = new Question(request);
        join(question);
        try {
            return question.answer.get();
        } catch (CancellationException interrupted) {
            throw new InterruptedException("Interrupted while waiting for input");
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        } finally {
            leave(question);
        }
    }

    private synchronized void join(Question question) {
        line.add(question);
        if (line.peek() == question) {
            connection.send(Channel.STDIN, question.request);
        }
    }

    private synchronized void leave(Question question) {
        boolean wasFirst = line.peek() == question;
        line.remove(question);
        Question next = line.peek();
        if (wasFirst && next != null) {
            connection.send(Channel.STDIN, next.request);
        }
    }

    /** Takes a reply. One that answers no open question is dropped: the line of a person who was interrupted. */
    synchronized void reply(Message reply) {
        Question first = line.peek();
        if (first == null || !answers(reply, first.request)) {
            log.accept("stdin: input_reply dropped, nobody is waiting for it");
            return;
        }
        first.answer.complete(reply.content(InputReply.class).value());
    }

    /** Ends all waiting, as an interrupt should. */
    synchronized void interrupt() {
        line.forEach(question -> question.answer.cancel(false));
    }

    private static boolean answers(Message reply, Message request) {
        if (!sameClient(reply.identities(), request.identities())) {
            return false;
        }
        // jupyter_client sends replies without a parent, JupyterLab with one.
        String parent = parentId(reply);
        return parent == null || parent.equals(request.header().id());
    }

    private static boolean sameClient(List<byte[]> one, List<byte[]> other) {
        return Arrays.deepEquals(one.toArray(), other.toArray());
    }

    private static @Nullable String parentId(Message reply) {
        JsonElement id =
                JsonParser.parseString(reply.parentHeader()).getAsJsonObject().get("msg_id");
        return id == null || !id.isJsonPrimitive() ? null : id.getAsString();
    }
}
