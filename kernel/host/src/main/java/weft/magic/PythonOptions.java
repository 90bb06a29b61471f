package weft.magic;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import weft.uservm.OptionWords;

/** What stands behind {@code %%python}. */
@Command(
        name = "%%python",
        sortOptions = false,
        description = {
            "Runs the cell in a real Python, which keeps its variables from cell to cell.",
            "%%%%python stands in a cell's first line; %%python CODE on a line of its own runs that line."
        })
final class PythonOptions {

    @Option(
            names = "--on",
            paramLabel = "PYTHON",
            description = "Run it there: a path, a program or a version, such as /usr/bin/python3, python3.14t, 3.12;"
                    + " or jython, which runs Python 2.7 on the JVM, without a GIL."
                    + " In %%python on a line of its own: for all cells that follow.")
    String on = "";

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Stop the cell when it runs longer than this.")
    double timeoutSeconds;

    @Option(
            names = "--timeline",
            description = "Draw what the cell's threads did: who had the GIL, who waited for what.")
    boolean timeline;

    @Option(
            names = "--both",
            description =
                    "With --timeline: run the code twice, first unrecorded, and tell how much longer the recorded"
                            + " run took. What the code does is done twice. Without it, a copy of this Python runs the code"
                            + " unrecorded, where nobody could notice: not where it writes files, starts programs and the like.")
    boolean both;

    @Mixin
    DrawingArguments drawing = new DrawingArguments();

    @Mixin
    PictureArguments picture = new PictureArguments();

    @Option(
            names = "--restart",
            description = "End this Python with its variables; the code, if any, gets a fresh one.")
    boolean restart;

    @Option(names = "--version", description = "Say which Python runs, where it lies, and whether its GIL is on.")
    boolean version;

    @Option(names = "--help", description = "Show this help.")
    boolean help;

    static PythonOptions parse(String arguments) throws MagicUsageException {
        PythonOptions options = new PythonOptions();
        try {
            new CommandLine(options).parseArgs(OptionWords.split(arguments).toArray(String[]::new));
            options.drawing.options();
            options.picture.check();
        } catch (CommandLine.ParameterException | IllegalArgumentException e) {
            throw new MagicUsageException(
                    "%python: " + OptionErrors.sentence(e) + " For the options type: %python --help");
        }
        if (options.timeoutSeconds < 0) {
            throw new MagicUsageException("%python: \"" + options.timeoutSeconds
                    + "\" is not a time; expected seconds, for example: %%python --timeout 5");
        }
        return options;
    }

    static String usage() {
        return new CommandLine(new PythonOptions())
                .getUsageMessage(CommandLine.Help.Ansi.OFF)
                .replace("Usage: %python", "Usage: %%python");
    }
}
