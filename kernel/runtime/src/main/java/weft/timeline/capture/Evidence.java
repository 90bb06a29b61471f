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
public record Evidence(List<Sighting> sightings, List<ThreadLife> lives, List<Pause> pauses, List<Note> notes) {

    public static final Evidence NONE = new Evidence(List.of(), List.of(), List.of(), List.of());

    public Evidence {
        sightings = List.copyOf(sightings);
        lives = List.copyOf(lives);
        pauses = List.copyOf(pauses);
        notes = List.copyOf(notes);
    }
}
