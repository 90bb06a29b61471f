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
                ? Optional.of(bundle(List.of(timeline), TimelineOptions.DEFAULTS))
                : Optional.empty();
    }

    /**
     * The picture for the output of a cell. SVG and PNG are left out, since notebooks prefer the HTML, and would only
     * keep them in the file beside it.
     *
     * @param runs one, or several to be compared
     */
    public static MimeBundle bundle(List<Timeline> runs, TimelineOptions options) {
        Picture picture = picture(runs, options);
        return bundle(picture, HtmlRenderer.render(picture, prefix()));
    }

    /** The same, to be kept: also a page without style sheets shows the picture then, as GitHub does. */
    public static MimeBundle bundleToKeep(List<Timeline> runs, TimelineOptions options) {
        Picture picture = picture(runs, options);
        return bundle(picture, HtmlRenderer.renderToKeep(picture, prefix()));
    }

    private static MimeBundle bundle(Picture picture, String html) {
        return MimeBundle.text(TextRenderer.render(picture)).with(MimeBundle.HTML, html);
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
