package weft.timeline.layout;

/** Whether a picture is for a light page, a dark one, or follows the page it stands in. */
public enum Theme {
    AUTO,
    LIGHT,
    DARK
}
