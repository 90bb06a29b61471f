package weft.timeline.render;

import weft.timeline.model.LinkKind;

/** Kinds of lines. Arrows differ by dash, so that they are told apart in grey. */
enum Dash {
    SOLID(""),
    DOTTED("1.5 3"),
    DASHED("6 3"),
    MIXED("7 2.5 1.5 2.5"),
    SHORT("3 2");

    private final String pattern;

    Dash(String pattern) {
        this.pattern = pattern;
    }

    /** Lengths of strokes and gaps as SVG writes them; empty for a solid line. */
    String pattern() {
        return pattern;
    }

    /** Creation is solid and joining dotted, as is the custom; the others differ from both. */
    static Dash of(LinkKind kind) {
        return switch (kind) {
            case START -> SOLID;
            case JOIN -> DOTTED;
            case SUBMIT -> DASHED;
            case NOTIFY -> MIXED;
            case UNLOCK -> SHORT;
        };
    }
}
