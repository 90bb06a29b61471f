package weft.magic;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What may stand after {@code %%timeline}. */
@Command(
        description = {"Runs the cell and draws what its threads did: below it, one bar for each thread.", ""},
        sortOptions = false,
        customSynopsis = {"%%%%timeline [options]", "code ..."},
        footer = {
            "",
            "Example:",
            "  %%%%timeline --title \"Three sleepers\" --threads \"main|sleeper.*\"",
            "  startAll(3, \"sleeper-\", i -> sleep(100));"
        })
final class TimelineArguments {

    @Mixin
    private DrawingArguments drawing = new DrawingArguments();

    @Option(names = "--live", description = "Draw while the cell runs: the picture grows.")
    private boolean live;

    @Option(
            names = "--interrupt",
            description = {
                "Interrupt threads that wait for each other. Without it, threads in a deadlock stay, and only the cell"
                        + " returns."
            })
    private boolean interrupt;

    @Mixin
    private PictureArguments picture = new PictureArguments();

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    private boolean help;

    boolean help() {
        return help;
    }

    /** Fails before the cell runs, not after it. */
    void check() {
        drawing.options();
        picture.check();
    }

    boolean live() {
        return live;
    }

    boolean interrupt() {
        return interrupt;
    }

    PictureArguments picture() {
        return picture;
    }

    DrawingArguments drawing() {
        return drawing;
    }
}
