package weft.agent;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import weft.wire.Referrer;
import weft.wire.ToHost;
import weft.wire.ToUserVm;

/**
 * Lets the host's debugger find out what refers to an object: it lies here while the question is open.
 *
 * <p><b>Threads.</b> Any thread may ask, one at a time; {@link #answer} comes from the thread that reads the host.
 */
final class HeapDesk {

    /** The object that is asked about; the debugger reads this field by its name. */
    private static volatile @Nullable Object asked;

    private final Outbox outbox;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger nextId = new AtomicInteger(1);
    private volatile @Nullable Question open;

    private record Question(int id, CompletableFuture<ToUserVm.Referrers> answer) {}

    HeapDesk(Outbox outbox) {
        this.outbox = outbox;
    }

    List<Referrer> find(Object object) {
        lock.lock();
        try {
            Question question = new Question(nextId.getAndIncrement(), new CompletableFuture<>());
            open = question;
            asked = object;
            outbox.send(new ToHost.FindReferrers(question.id()));
            ToUserVm.Referrers answer = HostAnswer.await(question.answer());
            if (!answer.refusal().isEmpty()) {
                throw new IllegalStateException(answer.refusal());
            }
            return answer.referrers();
        } finally {
            asked = null;
            open = null;
            lock.unlock();
        }
    }

    void answer(ToUserVm.Referrers answer) {
        Question question = open;
        if (question != null && question.id() == answer.id()) {
            question.answer().complete(answer);
        }
    }

    /** Read by the debugger only; this keeps the field from looking unused. */
    static @Nullable Object asked() {
        return asked;
    }
}
