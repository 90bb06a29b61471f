package weft.magic;

import java.util.Optional;
import weft.language.Completion;
import weft.wire.MimeBundle;

/**
 * A magic whose cells hold something else than Java, so that questions about their code are its own to answer.
 *
 * <p><b>Threads.</b> Any thread asks, also while a cell runs. Positions are in UTF-16 units of the body.
 */
interface ForeignCode {

    Completion complete(String body, int cursor);

    /** What is known about the thing at the cursor. {@code detail} 0: signature and first words; 1: all there is. */
    Optional<MimeBundle> inspect(String body, int cursor, int detail);
}
