package weft.timeline.layout;

import java.util.List;

/**
 * Everything that will be drawn and where, with nothing left to decide but colours.
 *
 * @param description the sentences of all panels: the picture for those who do not see it
 * @param notes what the picture leaves out, a line each
 */
public record Picture(
        double width,
        double height,
        double gutter,
        String title,
        String description,
        RowMetrics metrics,
        List<Panel> panels,
        List<LegendEntry> legend,
        List<String> notes,
        double notesTop,
        Theme theme) {}
