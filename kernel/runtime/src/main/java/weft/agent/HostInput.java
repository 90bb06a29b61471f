package weft.agent;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import weft.wire.ToHost;
import weft.wire.ToUserVm;

/**
 * {@code System.in}: asks the person for a line when there is nothing left to read.
 *
 * <p><b>Threads.</b> Several threads may read, one line each; {@link #answer} comes from the thread that reads the host.
 */
final class HostInput extends InputStream {

    private final Outbox outbox;
    private final AtomicInteger nextId = new AtomicInteger(1);
    private final Map<Integer, CompletableFuture<ToUserVm.InputLine>> asked = new ConcurrentHashMap<>();
    private byte[] line = new byte[0];
    private int position;

    HostInput(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * Asks for one line.
     *
     * @return what was typed, without its end of line; null at end of input
     * @throws IllegalStateException where nobody can be asked. Not an {@code IOException}, which {@code Scanner} would
     *     turn into a "no line found" that says nothing.
     */
    @Nullable String ask(String prompt, boolean password) {
        int id = nextId.getAndIncrement();
        CompletableFuture<ToUserVm.InputLine> reply = new CompletableFuture<>();
        asked.put(id, reply);
        try {
            outbox.send(new ToHost.Input(id, CurrentCell.forOutput(), prompt, password));
            ToUserVm.InputLine answer = HostAnswer.await(reply);
            if (answer.interrupted()) {
                throw StopSignal.INSTANCE;
            }
            if (!answer.refusal().isEmpty()) {
                throw new IllegalStateException(answer.refusal());
            }
            return answer.line();
        } finally {
            asked.remove(id);
        }
    }

    /** Forgets the rest of a line: what one cell left unread is no answer to the next one's question. */
    synchronized void forget() {
        position = line.length;
    }

    void answer(ToUserVm.InputLine answer) {
        CompletableFuture<ToUserVm.InputLine> reply = asked.get(answer.id());
        if (reply != null) {
            reply.complete(answer);
        }
    }

    @Override
    public synchronized int read() {
        return refill() ? line[position++] & 0xff : -1;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!refill()) {
            return -1;
        }
        int count = Math.min(length, line.length - position);
        System.arraycopy(line, position, target, offset, count);
        position += count;
        return count;
    }

    /** Only what is there without asking: {@code BufferedReader.ready} must not open an input box. */
    @Override
    public synchronized int available() {
        return line.length - position;
    }

    private boolean refill() {
        if (position < line.length) {
            return true;
        }
        String typed = ask("", false);
        if (typed == null) {
            return false;
        }
        line = (typed + "\n").getBytes(StandardCharsets.UTF_8);
        position = 0;
        return true;
    }
}
