package weft.timeline.capture;

import java.util.List;

/** What can watch beside the probes in this VM. */
public final class EvidenceSources {

    private EvidenceSources() {}

    /** New ones for one recording, the most exact first. */
    public static List<EvidenceSource> ofThisVm() {
        return List.of(new JfrSource(), new Sampler());
    }
}
