package weft.magic;

import java.util.List;
import java.util.Optional;
import weft.timeline.model.Deadlock;
import weft.timeline.model.Lane;
import weft.timeline.model.Timeline;

/** A cell that could never have ended, told from its timeline. */
final class Deadlocks {

    private Deadlocks() {}

    /**
     * The failure of a cell whose own thread waits, directly or not, for one that can never go on; empty for another.
     *
     * @param done what ended the wait for it
     * @param advice what its threads do now, and what to type
     */
    static Optional<MagicFailedException> failure(Timeline timeline, String done, String advice) {
        if (timeline.stuck().stream().noneMatch(Lane::isMain)) {
            return Optional.empty();
        }
        String ring = timeline.deadlock().map(Deadlock::sentence).orElse("");
        String words = "the cell could never end, so " + done + ": " + ring + ". " + advice;
        return Optional.of(new MagicFailedException("Deadlock", words, List.of("Deadlock: " + words)));
    }
}
