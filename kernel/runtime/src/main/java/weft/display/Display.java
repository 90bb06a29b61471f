package weft.display;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import weft.wire.MimeBundle;

/**
 * Shows things under the cell that calls, at any time and from any thread. Imported into every notebook.
 *
 * <p>Outside a notebook, what would be shown is printed as text.
 */
public final class Display {

    /** Where shown things go; set once by the agent. */
    public interface Sink {
        /**
         * Shows a bundle, or with {@code update} puts it in place of what the id shows.
         *
         * @param displayId empty for none
         */
        void show(MimeBundle bundle, String displayId, boolean update);

        /**
         * Removes the output of the running cell.
         *
         * @param onNext whether to wait for the next output
         */
        void clear(boolean onNext);
    }

    private static final Pattern MIME_TYPE = Pattern.compile("[\\w.+-]+/[\\w.+-]+(?:;.*)?");

    private static volatile Sink sink = new TextSink();

    private Display() {}

    /** Sends everything here from now on. */
    public static void to(Sink newSink) {
        sink = newSink;
    }

    /**
     * Shows a value.
     *
     * @return an id by which {@link #updateDisplay} finds it again
     */
    public static String display(@Nullable Object value) {
        String id = UUID.randomUUID().toString();
        sink.show(Renderers.render(value), id, false);
        return id;
    }

    /**
     * Shows a text as what it is, for example {@code display("<b>bold</b>", "text/html")}.
     *
     * @return an id by which {@link #updateDisplay} finds it again
     */
    public static String display(String text, String mimeType) {
        if (!MIME_TYPE.matcher(mimeType).matches()) {
            throw new IllegalArgumentException(
                    "\"" + mimeType + "\" is no MIME type; the text comes first, then its type,"
                            + " for example: display(\"<b>bold</b>\", \"text/html\")");
        }
        return display(MimeBundle.text(withoutTags(text)).with(mimeType, text));
    }

    /** What a client that shows no HTML may show. */
    private static String withoutTags(String text) {
        return text.replaceAll("(?s)<style.*?</style>|<script.*?</script>|<[^>]*>", "");
    }

    /** Shows a value in place of what was shown under the id. */
    public static void updateDisplay(String id, @Nullable Object value) {
        sink.show(Renderers.render(value), id, true);
    }

    /** Removes the output of the running cell. */
    public static void clearOutput() {
        sink.clear(false);
    }

    /** Removes the output of the running cell: now, or when the next output arrives, so that nothing flickers. */
    public static void clearOutput(boolean onNext) {
        sink.clear(onNext);
    }

    private static final class TextSink implements Sink {
        @Override
        public void show(MimeBundle bundle, String displayId, boolean update) {
            System.out.println(bundle.data().get(MimeBundle.TEXT));
        }

        @Override
        public void clear(boolean onNext) {
            System.out.flush();
        }
    }
}
