package weft.magic;

import java.util.Optional;
import weft.wire.MimeBundle;

/** What {@code %name} on a line, or {@code %%name} over a cell, does. */
public interface Magic {

    /** Without percent signs. */
    String name();

    /** One line for {@code %lsmagic}, and the form: {@code %jvm [options] — replace the user VM}. */
    String help();

    /**
     * Does it, on the thread that runs cells.
     *
     * @param arguments what stands after the name on its line
     * @param body the rest of the cell under {@code %%name}; empty for {@code %name}
     * @return what to show as the cell's value
     * @throws MagicUsageException when the arguments are not of its form
     * @throws MagicFailedException when what it was asked to run failed
     */
    Optional<MimeBundle> run(String arguments, String body, MagicContext context)
            throws MagicUsageException, MagicFailedException;
}
