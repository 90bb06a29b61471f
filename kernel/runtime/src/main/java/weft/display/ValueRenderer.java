package weft.display;

import java.util.Optional;
import weft.wire.MimeBundle;

/**
 * Shows values that cannot show themselves, as {@link Displayable} does. Implementations are found by
 * {@link java.util.ServiceLoader} on the class path that this class comes from. They are not asked about values of the
 * JDK's own classes.
 */
public interface ValueRenderer {

    /** What is shown of the value; empty where it is not one of this renderer's. */
    Optional<MimeBundle> render(Object value);
}
