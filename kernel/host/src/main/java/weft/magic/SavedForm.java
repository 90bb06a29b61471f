package weft.magic;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import weft.timeline.layout.Picture;
import weft.timeline.model.CaptureWriter;
import weft.timeline.model.Timeline;
import weft.timeline.render.HtmlRenderer;
import weft.timeline.render.PngRenderer;
import weft.timeline.render.SvgRenderer;
import weft.timeline.render.TextRenderer;
import weft.timeline.render.TraceRenderer;

/** A form in which a timeline can be written to a file, told by the file's ending. */
enum SavedForm {
    SVG,
    PNG,
    HTML,
    TXT,
    /** One run only, the last. */
    JSON,
    /** One run only, the last. */
    CAPTURE;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String ending() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException where the ending is none of these */
    static SavedForm of(Path file) {
        for (SavedForm form : values()) {
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(form.ending())) {
                return form;
            }
        }
        String known = Arrays.stream(values()).map(SavedForm::ending).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "\"" + file + "\" does not say in which form to save; let the name end with one of " + known + ".");
    }

    byte[] content(Picture picture, List<Timeline> runs) {
        Timeline last = runs.get(runs.size() - 1);
        return switch (this) {
            case SVG -> bytes(SvgRenderer.document(picture));
            case PNG -> PngRenderer.render(picture);
            case HTML -> bytes(HtmlRenderer.document(picture));
            case TXT -> bytes(TextRenderer.render(picture));
            case JSON -> bytes(TraceRenderer.render(last));
            case CAPTURE -> bytes(CaptureWriter.write(last));
        };
    }
}
