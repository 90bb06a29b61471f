package weft.agent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What the host is asked for, and a thread of a cell waits for. */
final class HostAnswer {

    private HostAnswer() {}

    /** Blocks until it is there; an interrupt ends the cell's code instead, as it does everywhere. */
    static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StopSignal.INSTANCE;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
