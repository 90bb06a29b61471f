package weft.display;

import weft.wire.MimeBundle;

/** A value that knows how it wants to be shown. */
public interface Displayable {

    /** At least {@code text/plain}; the front end takes the richest type that it knows. */
    MimeBundle toDisplay();
}
