package weft.weave;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The classes that JShell wraps around snippets: {@code REPL.$JShell$12}, and {@code …$12B} after a change. */
public final class Wrappers {

    private static final Pattern WRAPPER = Pattern.compile("REPL[./]\\$JShell\\$(\\w+?)([A-Z]*)");

    private Wrappers() {}

    /** Whether a name, with dots or slashes, is that of a wrapper itself and not of a class in it. */
    public static boolean isWrapper(String className) {
        return WRAPPER.matcher(className).matches();
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
