package weft.magic;

import java.util.Optional;
import weft.wire.MimeBundle;

/** {@code %output}: under which cell threads write. */
final class OutputMagic implements Magic {

    @Override
    public String name() {
        return "output";
    }

    @Override
    public String help() {
        return "%output starter | latest — threads write under the cell that started them (the default),"
                + " or under the one that runs now";
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context) throws MagicUsageException {
        if (!arguments.equals("starter") && !arguments.equals("latest")) {
            throw new MagicUsageException("%output: \"" + arguments
                    + "\" is no such place; expected starter or latest, for example: %output latest");
        }
        context.outputToLatest(arguments.equals("latest"));
        return Optional.empty();
    }
}
