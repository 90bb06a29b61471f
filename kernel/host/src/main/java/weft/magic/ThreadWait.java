package weft.magic;

import java.util.List;

/** Waits for threads outside the user VM that a cell started. */
public interface ThreadWait {

    /**
     * Blocks until they have ended.
     *
     * @param millis how long at most
     * @return the names of those that still run then
     */
    List<String> await(long millis);

    /** Ends the wait, and not the threads; from any thread. */
    void stop();
}
