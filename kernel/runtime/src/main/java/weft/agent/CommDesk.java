package weft.agent;

import java.util.concurrent.LinkedBlockingQueue;
import weft.display.Comms;
import weft.wire.CommMessage;

/**
 * Hands what clients say on comms to the learner's code.
 *
 * <p><b>Threads.</b> {@link #add} from any thread; {@code weft-comms} handles, one message after the other.
 */
final class CommDesk {

    private final LinkedBlockingQueue<CommMessage> messages = new LinkedBlockingQueue<>();

    void add(CommMessage message) {
        messages.add(message);
    }

    /** Handles messages for ever. */
    void run() throws InterruptedException {
        while (true) {
            handle(messages.take());
        }
    }

    private static void handle(CommMessage message) {
        Integer before = CurrentCell.swap(Comms.cellOf(message));
        try {
            Comms.receive(message);
        } catch (Throwable thrown) {
            // A handler's fault is its cell's: the next message must find this thread alive.
            Thread.getDefaultUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), thrown);
        } finally {
            CurrentCell.restore(before);
            // An interrupt of the handler's cell must not end the wait for the next message.
            Thread.interrupted();
        }
    }
}
