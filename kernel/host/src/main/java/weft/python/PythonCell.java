package weft.python;

import org.jspecify.annotations.Nullable;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/**
 * The cell that Python code came from: where its output goes, however late, and who answers its questions.
 *
 * <p><b>Threads.</b> Any thread, also when the cell is long over.
 */
public interface PythonCell {

    /**
     * What a person answered.
     *
     * @param text the line without its end; null for the end of the input
     * @param refusal why nobody can answer; empty if somebody did
     * @param interrupted whether the cell was interrupted instead
     */
    record Answer(@Nullable String text, String refusal, boolean interrupted) {}

    /** As it stands beside the cell. */
    int number();

    /** Whether somebody has wished it to stop. */
    boolean isInterrupted();

    void print(StreamName stream, String text);

    void display(MimeBundle bundle);

    /** Takes what was recorded of the cell's threads, as {@code CaptureReader} reads it; also where the cell failed. */
    void recorded(String capture);

    /** Asks the person, and blocks until there is an answer. */
    Answer ask(String prompt, boolean password);
}
