package weft.timeline.render;

import java.awt.AWTError;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import weft.timeline.layout.Picture;
import weft.wire.MimeBundle;

/**
 * One picture in all forms that clients of Jupyter choose from: HTML for notebooks, SVG and PNG for consoles with
 * windows, for editors and for paper, characters for the rest.
 *
 * <p>Together they keep below a limit. The PNG loses its second place inside of the HTML first, then colours, then it goes
 * itself, and the SVG after it; HTML and characters are always there.
 */
final class PictureForms {

    /** For the whole output as JSON, in bytes; with more than this a notebook becomes slow to open. */
    static final int MOST_BYTES = 200_000;

    private static final System.Logger LOG = System.getLogger(PictureForms.class.getName());

    private PictureForms() {}

    /** Drawing pixels loads {@code java.awt}, which takes a while the first time. */
    static MimeBundle all(Picture picture, String idPrefix) {
        HtmlRenderer.Frame frame = HtmlRenderer.frame(picture, idPrefix);
        String characters = TextRenderer.render(picture);
        String html = frame.around(PlainPicture.ofCharacters(characters));
        MimeBundle least = MimeBundle.text(characters).with(MimeBundle.HTML, html);
        MimeBundle small = least.with(MimeBundle.SVG, SvgRenderer.output(picture, idPrefix + "-alone"));
        if (size(small.data()) > MOST_BYTES) {
            return least;
        }
        Optional<String> png = pixels(picture, MOST_BYTES - size(small.data()) - size(metadata(picture)));
        if (png.isEmpty()) {
            return small;
        }
        MimeBundle all = withPng(small, png.get(), picture);
        // Pages that take style sheets away prefer HTML to an image beside it, so the image is in there as well.
        MimeBundle kept = all.with(MimeBundle.HTML, frame.around(PlainPicture.ofPixels(picture, png.get())));
        return size(kept.data()) + size(kept.metadata()) <= MOST_BYTES ? kept : all;
    }

    /** The same without pixels, for a VM that has not loaded {@code java.awt}. */
    static MimeBundle withoutPixels(Picture picture, String idPrefix) {
        MimeBundle least = quick(picture, idPrefix);
        MimeBundle small = least.with(MimeBundle.SVG, SvgRenderer.output(picture, idPrefix + "-alone"));
        return size(small.data()) <= MOST_BYTES ? small : least;
    }

    /** Those that a picture needs which is soon replaced by the next. */
    static MimeBundle quick(Picture picture, String idPrefix) {
        return MimeBundle.text(TextRenderer.render(picture))
                .with(MimeBundle.HTML, HtmlRenderer.render(picture, idPrefix));
    }

    private static MimeBundle withPng(MimeBundle bundle, String png, Picture picture) {
        Map<String, String> data = new LinkedHashMap<>(bundle.data());
        data.put(MimeBundle.PNG, png);
        return new MimeBundle(data, metadata(picture));
    }

    private static Map<String, String> metadata(Picture picture) {
        String size = "{\"width\":" + Numbers.decimal(picture.width(), 0) + ",\"height\":"
                + Numbers.decimal(picture.height(), 0) + ",\"alt\":";
        return Map.of(MimeBundle.PNG, size + Json.quote(PlainPicture.words(picture)) + "}");
    }

    /** Base64 of at most so many characters. */
    private static Optional<String> pixels(Picture picture, int room) {
        if (room <= 0) {
            return Optional.empty();
        }
        try {
            return PngRenderer.renderSmall(picture, room / 4 * 3).map(Base64.getEncoder()::encodeToString);
        } catch (RuntimeException | LinkageError | InternalError | AWTError e) {
            // A machine without fonts, as small containers are, can draw no letters.
            LOG.log(System.Logger.Level.WARNING, "A timeline is kept without pixels, as they cannot be drawn", e);
            return Optional.empty();
        }
    }

    /** In JSON of ASCII, the longest that a client can make of it. */
    static int size(Map<String, String> forms) {
        int size = 0;
        for (Map.Entry<String, String> form : forms.entrySet()) {
            // The quotes, a colon, a comma and blanks.
            size += form.getKey().length() + form.getValue().length() + 10;
            size += form.getValue()
                    .chars()
                    .map(c -> c > '~' ? 5 : c == '"' || c == '\\' || c < ' ' ? 1 : 0)
                    .sum();
        }
        return size;
    }
}
