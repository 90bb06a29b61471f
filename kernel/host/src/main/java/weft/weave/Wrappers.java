package weft.weave;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes that snippets are wrapped in: by JShell {@code REPL.$JShell$12}, and {@code …$12B} after a change; by Weft
 * {@code REPL.$JShell$w12}.
 */
public final class Wrappers {

    /** The package of them all. */
    public static final String PACKAGE = "REPL";

    /** The method that runs the snippet, as JShell calls it. */
    public static final String METHOD = "do_it$";

    private static final String OF_WEFT = PACKAGE + ".$JShell$w";

    private static final Pattern WRAPPER = Pattern.compile("REPL[./]\\$JShell\\$(\\w+?)([A-Z]*)");

    private Wrappers() {}

    /** Whether a name, with dots or slashes, is that of a wrapper itself and not of a class in it. */
    public static boolean isWrapper(String className) {
        return WRAPPER.matcher(className).matches();
    }

    /** A name for a wrapper of Weft's own, which JShell does not know. */
    public static String ofWeft(int number) {
        return OF_WEFT + number;
    }

    /** Whether JShell knows nothing of this class, a wrapper or a class in it. */
    public static boolean isOfWeft(String className) {
        return className.startsWith(OF_WEFT);
    }

    /** The wrapper around a class of a cell: {@code REPL.$JShell$12} of {@code REPL.$JShell$12$Point}. */
    public static String wrapperOf(String className) {
        Matcher matcher = WRAPPER.matcher(className);
        return matcher.lookingAt() ? outermost(className) : className;
    }

    private static String outermost(String className) {
        int end = className.indexOf('$', "REPL.$JShell$".length());
        return end < 0 ? className : className.substring(0, end);
    }

    /** The snippet that a wrapper belongs to: {@code 12} of {@code REPL.$JShell$12B}. */
    public static String snippetId(String wrapper) {
        Matcher matcher = WRAPPER.matcher(wrapper);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a wrapper of a snippet: \"" + wrapper + '"');
        }
        return matcher.group(1);
    }
}
