package weft.timeline.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** The optional script of a picture, from {@code picture.js} beside this class, without comments and indents. */
final class HtmlScript {

    private static final String SOURCE = source();

    private HtmlScript() {}

    static String of(String id) {
        return "<script>" + SOURCE.replace("\"ID\"", '"' + id + '"') + "</script>\n";
    }

    private static String source() {
        try (InputStream file = HtmlScript.class.getResourceAsStream("picture.js")) {
            if (file == null) {
                throw new IllegalStateException(
                        "\"picture.js\" is missing beside the renderers; build weft-runtime again.");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
