package weft.threads;

/**
 * What a waiting helper throws when its thread is interrupted. The thread's interrupt flag is set again before.
 *
 * <p><b>Lesson.</b> An interrupt is a polite request: it ends a wait, and the code that waited decides what follows.
 * Here the decision is to end the thread: nobody has to catch this exception, and a thread made by
 * {@link Threads#start} that ends with it ends quietly. Who wants to tidy up writes {@code finally}.
 */
public final class Interrupted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Interrupted(String during, Throwable cause) {
        super("\"" + Thread.currentThread().getName() + "\" was interrupted while " + during, cause);
    }

    /** Sets the flag again that the wait has cleared, and gives the exception to throw. */
    static Interrupted restoringFlag(String during, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new Interrupted(during, cause);
    }

    /** Throws when this thread's interrupt flag is set; the flag stays set. */
    static void throwIfRequested(String during) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Interrupted(during, new InterruptedException());
        }
    }
}
