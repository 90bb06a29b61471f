package weft.timeline.model;

import java.util.Objects;

/** A limit of the recording that the reader must know: what was folded, dropped or could not be seen. */
public record Note(Kind kind, String text) {

    /** Why the note is there. */
    public enum Kind {
        /** Many events stand as one. */
        FOLDED,
        /** Events were lost. */
        DROPPED,
        INFO
    }

    public Note {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
    }
}
