package weft.engine;

/**
 * The few ANSI styles of tracebacks. Neither black nor white is among them: the page below may be light or dark.
 */
final class Ansi {

    private static final String RESET = "\033[0m";

    private Ansi() {}

    static String bold(String text) {
        return "\033[1m" + text + RESET;
    }

    static String red(String text) {
        return "\033[1;31m" + text + RESET;
    }

    static String cyan(String text) {
        return "\033[36m" + text + RESET;
    }

    static String plain(String text) {
        return text.replaceAll("\033\\[[0-9;]*m", "");
    }
}
