package weft.language;

import java.util.List;

/**
 * A paragraph, list item or piece of code of a documentation comment.
 *
 * @param depth how many lists it stands in
 */
record DocBlock(Kind kind, int depth, List<Run> runs) {

    enum Kind {
        PARAGRAPH,
        HEADING,
        ITEM,
        CODE
    }

    enum Style {
        PLAIN,
        CODE,
        EMPHASIS,
        STRONG
    }

    /** A stretch of text in one style. */
    record Run(Style style, String text) {}

    DocBlock {
        runs = List.copyOf(runs);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        runs.forEach(run -> text.append(run.text()));
        return text.toString();
    }
}
