package weft.language;

/**
 * The few ANSI styles of tracebacks. What must be read is bold in the page's own colour, which may be dark on light or
 * light on dark. The two colours are the ones of the 256 that keep a contrast of 3 to 1 both on JupyterLab's light error
 * ground and on its dark one; no colour has more on both.
 */
final class Ansi {

    private static final String RESET = "\033[0m";

    private Ansi() {}

    static String bold(String text) {
        return "\033[1m" + text + RESET;
    }

    static String red(String text) {
        return "\033[1;38;5;196m" + text + RESET;
    }

    static String blue(String text) {
        return "\033[1;38;5;31m" + text + RESET;
    }

    static String plain(String text) {
        return text.replaceAll("\033\\[[0-9;]*m", "");
    }
}
