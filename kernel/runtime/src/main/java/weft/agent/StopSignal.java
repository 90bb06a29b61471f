package weft.agent;

/**
 * Thrown in a thread that an interrupt ends. An {@link Error}, so that {@code catch (Exception e)} does not swallow it;
 * one instance without a stack, since it may be thrown when memory is short.
 */
final class StopSignal extends Error {
    private static final long serialVersionUID = 1;

    /** Also read by the debugger, which throws it in a thread that passes no guard. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    static final StopSignal INSTANCE = new StopSignal();

    /** Loads this class, so that the debugger finds the instance. */
    static void prepare() {
        INSTANCE.setStackTrace(new StackTraceElement[0]);
    }

    private StopSignal() {
        super("interrupted", null, false, false);
    }
}
