package weft.timeline.layout;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the reader wants to see. {@link #DEFAULTS} fits a notebook and a 16:9 slide.
 *
 * @param width of the picture in pixels
 * @param threads only threads whose name contains a match are drawn
 * @param locks whether locks get lanes
 * @param arrows whether starts, joins and wake-ups get arrows
 * @param zoom the part of the run that is drawn
 * @param title in the place of the recording's own; empty to keep that one
 * @param theme of the page
 */
public record TimelineOptions(
        int width,
        Optional<Pattern> threads,
        boolean locks,
        boolean arrows,
        Optional<Zoom> zoom,
        String title,
        Theme theme) {

    public static final TimelineOptions DEFAULTS =
            new TimelineOptions(900, Optional.empty(), true, true, Optional.empty(), "", Theme.AUTO);

    private static final int NARROWEST = 320;
    private static final int WIDEST = 10_000;

    public TimelineOptions {
        Objects.requireNonNull(threads, "threads");
        Objects.requireNonNull(zoom, "zoom");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(theme, "theme");
        if (width < NARROWEST || width > WIDEST) {
            throw new IllegalArgumentException("A timeline cannot be \"" + width + "\" pixels wide; give a width from "
                    + NARROWEST + " to " + WIDEST + ", for example 900.");
        }
    }

    public TimelineOptions withWidth(int pixels) {
        return new TimelineOptions(pixels, threads, locks, arrows, zoom, title, theme);
    }

    public TimelineOptions withThreads(String regex) {
        return new TimelineOptions(width, Optional.of(Pattern.compile(regex)), locks, arrows, zoom, title, theme);
    }

    public TimelineOptions withLocks(boolean shown) {
        return new TimelineOptions(width, threads, shown, arrows, zoom, title, theme);
    }

    public TimelineOptions withArrows(boolean shown) {
        return new TimelineOptions(width, threads, locks, shown, zoom, title, theme);
    }

    public TimelineOptions withZoom(Zoom part) {
        return new TimelineOptions(width, threads, locks, arrows, Optional.of(part), title, theme);
    }

    public TimelineOptions withTitle(String text) {
        return new TimelineOptions(width, threads, locks, arrows, zoom, text, theme);
    }

    public TimelineOptions withTheme(Theme other) {
        return new TimelineOptions(width, threads, locks, arrows, zoom, title, other);
    }
}
