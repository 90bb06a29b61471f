package weft.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the host says to the user VM. An {@code id} is answered by a {@link ToHost} reply with the same id. */
public sealed interface ToUserVm {

    /**
     * Defines classes and, where a method is named, runs it on the main thread.
     *
     * @param cell the running cell's number at the border; see {@link ToHost}
     * @param className empty to define classes only
     * @param render whether the value is wanted as a bundle; else only as one line of text
     */
    record Run(int id, int cell, List<ClassImage> classes, String className, String method, boolean render)
            implements ToUserVm {}

    /** Replaces loaded classes in place; refused where their shape changed. */
    record Redefine(int id, List<ClassImage> classes) implements ToUserVm {}

    /** Asks for the text of a top-level variable. */
    record Value(int id, String className, String field) implements ToUserVm {}

    /** Sets a top-level variable of a reference type to null: nothing names it any more. Has no reply. */
    record Forget(String className, String field) implements ToUserVm {}

    record AddToClassPath(int id, String path) implements ToUserVm {}

    /** Copies static fields of one class to those of the same name and type of its replacement. */
    record CarryOver(int id, String fromClass, String toClass) implements ToUserVm {}

    /** Waits until the threads that a cell started have ended, at most so long. */
    record AwaitThreads(int id, int cell, long millis) implements ToUserVm {}

    /**
     * Begins to record threads for a timeline; code that runs from now on is its main thread's.
     *
     * @param interruptsStuck whether threads that wait for each other in a ring are interrupted
     */
    record StartRecording(int id, String title, boolean interruptsStuck) implements ToUserVm {}

    /** Asks what was recorded up to now, while a cell runs; answered by {@link ToHost.Recorded}. */
    record RecordingSoFar(int id) implements ToUserVm {}

    /** Ends the recording; answered by {@link ToHost.Recorded}. */
    record StopRecording(int id) implements ToUserVm {}

    /** Stops the cell and the threads that it started. Has no reply: the cell's own reply comes. */
    record Interrupt(int cell) implements ToUserVm {}

    /** Closes the socket that the debugger found the main thread waiting in, which no interrupt can end. */
    record CloseBlockedSocket() implements ToUserVm {}

    /** Output of all threads goes to the cell that runs now, or ran last; else to the cell that started the thread. */
    record OutputTo(boolean latest) implements ToUserVm {}

    /** A client said something on a comm, or opened or closed one. */
    record Comm(CommMessage message) implements ToUserVm {}

    /**
     * Answers {@link ToHost.Input}.
     *
     * @param line what was typed; null at end of input
     * @param refusal why nobody could be asked; empty if somebody was
     * @param interrupted whether the person interrupted instead of answering; the thread that asked ends
     */
    record InputLine(int id, @Nullable String line, String refusal, boolean interrupted) implements ToUserVm {}

    /**
     * Answers {@link ToHost.FindReferrers}.
     *
     * @param refusal why nothing could be found out; empty if it could
     */
    record Referrers(int id, List<Referrer> referrers, String refusal) implements ToUserVm {}
}
