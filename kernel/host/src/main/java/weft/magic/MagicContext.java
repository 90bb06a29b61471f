package weft.magic;

import java.util.List;
import java.util.Optional;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** What a magic may do to the notebook that it runs in. */
public interface MagicContext {

    /** Writes under the running cell. */
    void print(StreamName stream, String text);

    /** Shows help beside the notebook, or below the cell in a client that has no other place. */
    void page(MimeBundle help);

    /** The documentation of a name as it stands in code, whole; empty where nothing is known of it. */
    Optional<MimeBundle> documentation(String name);

    /**
     * Ends the user VM and starts one with these options; variables are gone.
     *
     * @throws VmRefusedException when no VM starts with these options; then one with the former ones runs
     */
    void replaceUserVm(List<String> vmOptions) throws VmRefusedException;

    /** The options that the present user VM was started with. */
    List<String> vmOptions();

    /** How long a cell waits for threads that it started. */
    void waitForThreads(WaitPolicy policy);

    /** Runs Java code as part of the cell; a failure fails the cell. */
    void runCode(String code);
}
