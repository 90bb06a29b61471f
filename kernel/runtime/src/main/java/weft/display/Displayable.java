package weft.display;

import weft.wire.MimeBundle;

/** A value that knows how it is shown. A cell whose value is one shows the bundle in place of {@code toString()}. */
public interface Displayable {

    MimeBundle toDisplay();
}
