package weft.timeline.capture;

import java.util.List;
import weft.timeline.model.Note;
import weft.timeline.model.Pause;

/**
 * What a source saw during a recording. All times, those of the pauses too, are of {@code System.nanoTime()}; the
 * assembly moves them to the start of the recording.
 *
 * @param lives threads that get a lane although no probe saw them, and births and deaths of those that have one
 */
public record Evidence(
        List<Sighting> sightings, List<ThreadLife> lives, List<Pause> pauses, List<Note> notes, Looks looks) {

    public static final Evidence NONE = new Evidence(List.of(), List.of(), List.of(), List.of());

    /**
     * How a source looked that does not hear of each change.
     *
     * @param everyNanos time between two looks at a thread, on average; 0 for a source that does not look
     * @param carriers platform threads that were seen to carry virtual ones
     */
    public record Looks(long everyNanos, int carriers) {
        static final Looks NONE = new Looks(0, 0);
    }

    public Evidence(List<Sighting> sightings, List<ThreadLife> lives, List<Pause> pauses, List<Note> notes) {
        this(sightings, lives, pauses, notes, Looks.NONE);
    }

    public Evidence {
        sightings = List.copyOf(sightings);
        lives = List.copyOf(lives);
        pauses = List.copyOf(pauses);
        notes = List.copyOf(notes);
    }
}
