package weft.magic;

import java.util.List;
import java.util.Optional;
import weft.wire.MimeBundle;

/** What {@code %name} on a line, or {@code %%name} over a cell, does. */
public interface Magic {

    /** Without percent signs. */
    String name();

    /** What may stand behind the name. */
    enum Operand {
        NOTHING_KNOWN,
        JAVA,
        FILE,
        NAME
    }

    /** What stands behind the name, so that it can be completed. */
    default Operand operand() {
        return Operand.NOTHING_KNOWN;
    }

    /** The options that it knows, as in {@code --title}. */
    default List<String> options() {
        return List.of();
    }

    /** All help there is. */
    default String usage() {
        return help() + "\n";
    }

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
