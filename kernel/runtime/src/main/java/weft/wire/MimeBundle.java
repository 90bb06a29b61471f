package weft.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One output in several representations, richest last to say and plainest always there: MIME type → value.
 * Text types hold text, image types other than SVG hold base64, JSON types hold JSON source.
 *
 * @param data MIME type → value, in the order in which the types were added
 * @param metadata MIME type → JSON source of its metadata, for example {@code {"width": 640}}
 */
public record MimeBundle(Map<String, String> data, Map<String, String> metadata) {

    public static final String TEXT = "text/plain";
    public static final String HTML = "text/html";
    public static final String SVG = "image/svg+xml";
    public static final String PNG = "image/png";

    public MimeBundle {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(metadata, "metadata");
        data = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public static MimeBundle text(String text) {
        return new MimeBundle(Map.of(TEXT, text), Map.of());
    }

    /** This bundle with one more representation; one of the same type is replaced. */
    public MimeBundle with(String mimeType, String value) {
        Map<String, String> more = new LinkedHashMap<>(data);
        more.put(mimeType, value);
        return new MimeBundle(more, metadata);
    }
}
