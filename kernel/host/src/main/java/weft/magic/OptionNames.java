package weft.magic;

import java.util.List;
import picocli.CommandLine;

/** The long names of the options that a command of picocli declares, in their order. */
final class OptionNames {

    private OptionNames() {}

    static List<String> of(Object command) {
        return new CommandLine(command)
                .getCommandSpec().options().stream()
                        .filter(option -> !option.hidden())
                        .map(CommandLine.Model.OptionSpec::longestName)
                        .toList();
    }
}
