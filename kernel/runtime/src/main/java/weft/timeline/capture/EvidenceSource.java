package weft.timeline.capture;

/**
 * Something beside the probes that watches threads while a recording runs: JFR, a sampler. Each is used for one
 * recording. What it cannot see it leaves out; a source that fails altogether says so in a note and throws nothing.
 */
public interface EvidenceSource {

    /** Begins to watch; called just before the recording starts, by the thread that starts it. */
    void begin();

    /** What was seen up to now, without ending; for a picture that grows. */
    default Evidence soFar() {
        return Evidence.NONE;
    }

    /** Ends, and returns everything that was seen. Called once. */
    Evidence end();
}
