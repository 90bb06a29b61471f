package weft.threads;

/** What a thread is given to do. Unlike {@link Runnable} it may throw anything, so a lesson's lambda needs no catch. */
@FunctionalInterface
public interface Task {

    void run() throws Exception;
}
