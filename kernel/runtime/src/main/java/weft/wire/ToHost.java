package weft.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user VM says to the host. Frames arrive in the order in which they were sent, so all output that a cell
 * wrote before it ended arrives before its reply.
 *
 * <p>A cell is named by a number that the host counts up for each run; 0 means that no cell is known.
 */
public sealed interface ToHost {

    /** The agent is up. */
    record Ready(long pid) implements ToHost {}

    /** Bytes in UTF-8; a character may be cut in two between frames. */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Output(int cell, StreamName stream, byte[] bytes) implements ToHost {}

    /**
     * Something to be shown.
     *
     * @param displayId empty where the output has none
     */
    record Display(int cell, MimeBundle bundle, String displayId, boolean update) implements ToHost {}

    /**
     * The cell's output is to be removed.
     *
     * @param onNext whether to wait until the next output arrives
     */
    record ClearOutput(int cell, boolean onNext) implements ToHost {}

    /** A cell's code opens, uses or closes a comm, or lets clients open some. */
    record Comm(int cell, CommMessage message) implements ToHost {}

    /** A thread of the cell wants a line; answered by {@link ToUserVm.InputLine}. */
    record Input(int id, int cell, String prompt, boolean password) implements ToHost {}

    /** A thread wants to know what refers to the object in {@code HeapDesk}; answered by {@link ToUserVm.Referrers}. */
    record FindReferrers(int id) implements ToHost {}

    /** An answer to a request of the host. */
    sealed interface Reply extends ToHost {
        int id();
    }

    /**
     * It ended well.
     *
     * @param value null where there is none, as after a statement
     */
    record Returned(int id, String text, @Nullable MimeBundle value) implements Reply {}

    record Threw(int id, Thrown thrown) implements Reply {}

    /** The snippet called something that is declared but whose own references are missing. */
    record Unresolved(int id, int snippetId, Thrown thrown) implements Reply {}

    /** An interrupt ended it. */
    record Stopped(int id) implements Reply {}

    /** The request itself could not be done. */
    record Failed(int id, String reason) implements Reply {}

    /** Answers {@link ToUserVm.AwaitThreads} with the names of the threads that still run. */
    record StillRunning(int id, List<String> threads) implements Reply {}

    /** Answers {@link ToUserVm.StopRecording} with the timeline as text, as {@code CaptureReader} reads it. */
    record Recorded(int id, String capture) implements Reply {}
}
