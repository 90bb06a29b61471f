package weft.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes a thread that waits in a poll, so that it need not wake up by itself to look.
 *
 * <p><b>Threads.</b> {@link #wake} from any thread; {@link #reset} from the one that polls. Wakes that come before the
 * poller looked are one wake. Both ends are non-blocking also because a thread with its interrupt flag set closes a
 * blocking channel when it writes to it.
 */
final class Waker implements AutoCloseable {

    private final Pipe pipe;
    private final AtomicBoolean awake = new AtomicBoolean();

    Waker() {
        try {
            pipe = Pipe.open();
            pipe.source().configureBlocking(false);
            pipe.sink().configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException("No pipe for the socket threads", e);
        }
    }

    SelectableChannel channel() {
        return pipe.source();
    }

    void wake() {
        if (!awake.compareAndSet(false, true)) {
            return;
        }
        try {
            pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        } catch (IOException closed) {
            // The poller is gone, and with it whoever would have looked.
        }
    }

    /** To be called before looking for work: what comes after this call wakes again. */
    void reset() {
        try {
            // Read always: a byte may come later than the flag that announced it, and unread it would end every poll.
            pipe.source().read(ByteBuffer.allocate(16));
        } catch (IOException e) {
            throw new UncheckedIOException("The pipe of a socket thread broke", e);
        }
        awake.set(false);
    }

    @Override
    public void close() {
        try {
            pipe.sink().close();
            pipe.source().close();
        } catch (IOException e) {
            // Closed is closed.
        }
    }
}
