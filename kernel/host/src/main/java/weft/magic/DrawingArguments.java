package weft.magic;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import weft.timeline.layout.Theme;
import weft.timeline.layout.TimelineOptions;
import weft.timeline.layout.Zoom;

/** How a recorded run is drawn, and what it is called: options of every magic that records one. */
final class DrawingArguments {

    private static final int LONGEST_WAIT_SECONDS = 86_400;

    @Option(names = "--title", paramLabel = "TEXT", description = "Stands above the picture (default: the cell).")
    private @Nullable String title;

    @Option(names = "--threads", paramLabel = "REGEX", description = "Draw only threads whose name contains a match.")
    private @Nullable String threads;

    @Option(
            names = "--no-locks",
            negatable = true,
            description = "Draw no bars for locks and queues (default: draw them).")
    private boolean noLocks;

    @Option(names = "--no-arrows", description = "Draw no arrows for starts, joins and wake-ups.")
    private boolean noArrows;

    @Option(
            names = "--width",
            paramLabel = "PIXELS",
            defaultValue = "900",
            description = "Width of the picture (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--zoom",
            paramLabel = "FROM..TO",
            description = "Draw only this part of the run, for example 10ms..40ms.")
    private @Nullable String zoom;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to record threads that outlive the cell's code (default: ${DEFAULT-VALUE}).")
    private double waitSeconds;

    String titleOr(String other) {
        return title == null || title.isBlank() ? other : title;
    }

    long waitMillis() {
        return Math.round(waitSeconds * 1_000);
    }

    /** What the run is known by in a comparison: cell numbers change whenever a cell runs again. */
    String runOr(String code) {
        return titleOr(code);
    }

    /** @throws IllegalArgumentException with a sentence that says what was wrong */
    TimelineOptions options() {
        if (!(waitSeconds >= 0 && waitSeconds <= LONGEST_WAIT_SECONDS)) {
            throw new IllegalArgumentException("\"" + waitSeconds + "\" is no time to wait; give seconds from 0 to "
                    + LONGEST_WAIT_SECONDS + ", for example --wait 60.");
        }
        return new TimelineOptions(
                width,
                Optional.ofNullable(threads).map(DrawingArguments::pattern),
                !noLocks,
                !noArrows,
                Optional.ofNullable(zoom).map(Zoom::parse),
                "",
                Theme.AUTO);
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "\"" + regex + "\" is no regular expression: " + e.getDescription()
                            + "; write one such as \"worker-.*\".",
                    e);
        }
    }
}
