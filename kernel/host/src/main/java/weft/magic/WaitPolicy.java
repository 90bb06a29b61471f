package weft.magic;

/**
 * Whether a cell waits for the threads that it started.
 *
 * @param when {@code HEADLESS}: only where the client says that nobody answers questions, as nbclient does
 * @param millis how long at most
 */
public record WaitPolicy(When when, long millis) {

    public static final WaitPolicy DEFAULT = new WaitPolicy(When.HEADLESS, 10_000);

    /** For which cells. */
    public enum When {
        ALWAYS,
        HEADLESS,
        NEVER
    }
}
