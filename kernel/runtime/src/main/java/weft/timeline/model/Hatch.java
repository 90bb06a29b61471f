package weft.timeline.model;

/** How a state is told apart when colour is gone: on grey paper, and for a reader who does not see the hue. */
public enum Hatch {
    SOLID,
    /** Lines that rise to the right. */
    RISING,
    /** Lines that fall to the right. */
    FALLING,
    CROSSED,
    UPRIGHT,
    LEVEL,
    DOTTED,
    /** Only an outline. */
    EMPTY
}
