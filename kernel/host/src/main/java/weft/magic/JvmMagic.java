package weft.magic;

import java.util.List;
import java.util.Optional;
import weft.uservm.OptionWords;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** {@code %jvm}: shows the options of the user VM, or replaces it by one with others. */
final class JvmMagic implements Magic {

    @Override
    public String name() {
        return "jvm";
    }

    @Override
    public String help() {
        return "%jvm [VM options] — run cells in a new Java VM, as in: %jvm -Xmx1g --enable-preview"
                + " (without options: show those in force; --reset: none)";
    }

    @Override
    public List<String> options() {
        return List.of("--reset", "--enable-preview", "-Xmx", "-Xms", "-Xss", "-XX:", "-D");
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context) throws MagicUsageException {
        if (arguments.isEmpty()) {
            String options = String.join(" ", context.vmOptions());
            context.print(StreamName.STDOUT, (options.isEmpty() ? "no options" : options) + "\n");
            return Optional.empty();
        }
        List<String> options = arguments.equals("--reset") ? List.of() : OptionWords.split(arguments);
        for (String option : options) {
            if (!option.startsWith("-") && !option.contains("=") && !option.contains(".")) {
                throw new MagicUsageException("%jvm: \"" + option + "\" is not an option of the Java VM;"
                        + " expected options such as -Xmx1g, for example: %jvm -Xmx1g --enable-preview");
            }
        }
        try {
            context.replaceUserVm(options);
        } catch (VmRefusedException e) {
            throw new MagicUsageException("%jvm: the Java VM does not start with \"" + String.join(" ", options)
                    + "\"; it says: " + String.valueOf(e.getMessage()).strip()
                    + "\nCells run with the former options again; variables are gone. Example: %jvm -Xmx1g");
        }
        String which = options.isEmpty() ? "without options" : "(" + String.join(" ", options) + ")";
        context.print(
                StreamName.STDOUT,
                "Cells now run in a new Java VM " + which
                        + ". Variables are gone; run the cells that define them again.\n");
        return Optional.empty();
    }
}
