package weft.timeline.capture;

import java.util.List;
import java.util.Objects;

/**
 * How to record.
 *
 * @param title of the timeline, for people
 * @param main the thread whose lane comes first
 * @param onlyCode whether the recording begins with the first code that the main thread runs in it, and ends with the
 *     last thing that any thread does; else it lasts from start to stop
 * @param sources what watches beside the probes; of two that saw the same, the earlier one is believed
 */
public record RecordingOptions(String title, Thread main, boolean onlyCode, List<EvidenceSource> sources) {

    public RecordingOptions {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(main, "main");
        sources = List.copyOf(sources);
    }

    /** Of what the calling thread does from now on, with nothing but the probes. */
    public static RecordingOptions of(String title) {
        return new RecordingOptions(title, Thread.currentThread(), false, List.of());
    }

    public RecordingOptions withSources(List<EvidenceSource> more) {
        return new RecordingOptions(title, main, onlyCode, more);
    }
}
