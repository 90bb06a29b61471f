package weft.timeline.render;

/** Lines and letters: one colour for the light page and one for the dark. */
enum Ink {
    PAGE("b", "#ffffff", "#16181d"),
    TEXT("t", "#16181d", "#f0f2f5"),
    /** 4.5:1 on its page, as it is used for small text. */
    MUTED("m", "#596069", "#a3abb6"),
    GRID("g", "#e4e7eb", "#2a2e36"),
    LIFE("l", "#8b929c", "#79818c"),
    ARROW("w", "#33414f", "#d3dbe6"),
    /** Deadlock and exceptions. */
    ALERT("x", "#c01330", "#ff8496"),
    /** Letters inside bars; the fills are the same on both pages. */
    ON_FILL("f", "#10131a", "#10131a"),
    PAUSE("p", "#5c3d8f", "#c9b3f2");

    private final String code;
    private final String light;
    private final String dark;

    Ink(String code, String light, String dark) {
        this.code = code;
        this.light = light;
        this.dark = dark;
    }

    String code() {
        return code;
    }

    String on(boolean darkPage) {
        return darkPage ? dark : light;
    }
}
