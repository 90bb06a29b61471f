package weft.display;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import weft.wire.MimeBundle;

/** From a value to what a notebook shows of it. Text is always there. */
public final class Renderers {

    /** Elements of an array that are written out; the rest is counted. */
    private static final int MAX_ELEMENTS = 1_000;

    /** JShell puts classes into classes of its own: {@code REPL.$JShell$12$Account}. */
    private static final String WRAPPERS = "REPL.$JShell$";

    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\$");

    private Renderers() {}

    /** Looked for once, when the first value is shown. */
    private static final class Found {
        static final List<ValueRenderer> RENDERERS =
                ServiceLoader.load(ValueRenderer.class, ValueRenderer.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();

        private Found() {}
    }

    public static MimeBundle render(@Nullable Object value) {
        if (value instanceof MimeBundle bundle) {
            return bundle;
        }
        if (value instanceof Displayable displayable) {
            return displayable.toDisplay();
        }
        return value == null ? MimeBundle.text(text(null)) : renderOther(value);
    }

    private static MimeBundle renderOther(Object value) {
        for (ValueRenderer renderer : isOfTheJdk(value) ? List.<ValueRenderer>of() : Found.RENDERERS) {
            Optional<MimeBundle> shown = renderer.render(value);
            if (shown.isPresent()) {
                return shown.get();
            }
        }
        MimeBundle text = MimeBundle.text(text(value));
        if (isImage(value.getClass())) {
            return Images.render(value, text);
        }
        return Tables.html(value)
                .map(table -> text.with(MimeBundle.HTML, table))
                .orElse(text);
    }

    /** No renderer is for such values, and to look for renderers opens the jar: 7 ms of the first cell. */
    private static boolean isOfTheJdk(Object value) {
        return value.getClass().getClassLoader() == null;
    }

    /** By name, so that no notebook without pictures loads AWT. */
    private static boolean isImage(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (c.getName().equals("java.awt.image.BufferedImage")) {
                return true;
            }
        }
        return false;
    }

    /**
     * One value as text: as {@code String.valueOf} has it, but with the elements of arrays, and with the names of the
     * notebook's classes as their author wrote them.
     */
    public static String text(@Nullable Object value) {
        if (value == null || !value.getClass().isArray()) {
            String text = String.valueOf(value);
            return text.contains(WRAPPERS) ? WRAPPER.matcher(text).replaceAll("") : text;
        }
        int length = Array.getLength(value);
        StringBuilder text = new StringBuilder();
        text.append(typeName(value.getClass(), length)).append(" {");
        for (int i = 0; i < Math.min(length, MAX_ELEMENTS); i++) {
            text.append(i == 0 ? " " : ", ").append(text(Array.get(value, i)));
        }
        if (length > MAX_ELEMENTS) {
            text.append(", … ").append(length - MAX_ELEMENTS).append(" more");
        }
        return text.append(" }").toString();
    }

    private static String typeName(Class<?> array, int length) {
        String name = array.getComponentType().getSimpleName();
        int firstBracket = name.indexOf('[');
        String size = "[" + length + "]";
        return firstBracket < 0 ? name + size : name.substring(0, firstBracket) + size + name.substring(firstBracket);
    }
}
