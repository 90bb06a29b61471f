package weft.timeline.render;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import weft.display.ValueRenderer;
import weft.timeline.layout.Layout;
import weft.timeline.layout.Picture;
import weft.timeline.layout.TimelineOptions;
import weft.timeline.model.Timeline;
import weft.wire.MimeBundle;

/** Shows a timeline as its picture: HTML for notebooks, characters for consoles. A service, so it is public. */
public final class TimelineDisplay implements ValueRenderer {

    @Override
    public Optional<MimeBundle> render(Object value) {
        return value instanceof Timeline timeline
                ? Optional.of(PictureForms.withoutPixels(Layout.of(timeline, TimelineOptions.DEFAULTS), prefix()))
                : Optional.empty();
    }

    /**
     * The picture for a place where the next one soon replaces it: HTML and characters.
     *
     * @param runs one, or several to be compared
     */
    public static MimeBundle bundle(List<Timeline> runs, TimelineOptions options) {
        return PictureForms.quick(picture(runs, options), prefix());
    }

    /** The picture for the output of a cell, in all forms: it is kept in a notebook, exported and printed. */
    public static MimeBundle bundleToKeep(List<Timeline> runs, TimelineOptions options) {
        return PictureForms.all(picture(runs, options), prefix());
    }

    /** A page holds many pictures, and a notebook is copied: ids must never meet again. */
    private static String prefix() {
        return "weft-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** One run, or several on one scale. */
    public static Picture picture(List<Timeline> runs, TimelineOptions options) {
        return runs.size() == 1 ? Layout.of(runs.get(0), options) : Layout.compare(runs, options);
    }
}
