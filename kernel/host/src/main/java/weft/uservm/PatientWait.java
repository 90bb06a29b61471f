package weft.uservm;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for another process through interrupts: whoever wants the wait to end makes that process answer, or ends it. */
public final class PatientWait {

    private PatientWait() {}

    /**
     * Blocks until the future is complete; an interrupt is kept for later.
     *
     * @param ended how the future fails when the process has ended
     * @throws E when it has failed so
     */
    public static <T, E extends Exception> T get(CompletableFuture<T> future, Class<E> ended) throws E {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (ended.isInstance(e.getCause())) {
                throw ended.cast(e.getCause());
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
