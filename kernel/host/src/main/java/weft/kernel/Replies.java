package weft.kernel;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import weft.protocol.Channel;
import weft.protocol.Connection;
import weft.protocol.ErrorContent;
import weft.protocol.ErrorReply;
import weft.protocol.MalformedFieldException;
import weft.protocol.Message;
import weft.protocol.MessageType;
import weft.protocol.Session;

/**
 * Answers requests: busy, the reply, idle, in this order and whatever is thrown.
 *
 * <p><b>Threads.</b> Any thread.
 */
final class Replies {

    /** What is said in answer to a request; null for a message that has no reply. */
    interface Handler {
        @Nullable Object handle(Message request) throws Exception;
    }

    private final Connection connection;
    private final Session session;
    private final StatusBoard status;
    private final Consumer<String> log;

    Replies(Connection connection, Session session, StatusBoard status, Consumer<String> log) {
        this.connection = connection;
        this.session = session;
        this.status = status;
        this.log = log;
    }

    void answer(Channel channel, Message request, Handler handler) {
        String parent = request.header().json();
        status.busy(parent);
        try {
            Object content = handler.handle(request);
            if (content != null) {
                send(channel, request, content);
            }
        } catch (Throwable thrown) {
            // An Error too: the client waits for a reply, and the next request is not to blame.
            log.accept(request.header().type() + " failed: " + thrown);
            send(channel, request, ErrorReply.of(error(thrown)));
        } finally {
            status.idle(parent);
        }
    }

    private void send(Channel channel, Message request, Object content) {
        MessageType type = MessageType.named(request.header().type());
        MessageType reply = type == null ? null : type.reply();
        if (reply != null) {
            connection.send(channel, session.reply(request, reply, content, Message.EMPTY));
        }
    }

    /** What a client shows when its request cannot be read, or the kernel itself failed. */
    static ErrorContent error(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String what = String.valueOf(cause.getMessage());
        if (cause instanceof MalformedFieldException) {
            return new ErrorContent("MalformedRequest", what, List.of("The client's request is malformed: " + what));
        }
        return new ErrorContent(
                cause.getClass().getSimpleName(),
                what,
                List.of(
                        "Internal error in the kernel (please report): "
                                + cause.getClass().getName() + ": " + what,
                        "The server's log may say more. Restart the kernel if it goes on."));
    }
}
