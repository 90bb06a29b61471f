package weft.timeline.layout;

import java.util.List;
import weft.timeline.model.Timeline;

/**
 * One timeline of a picture: its head, its axis and its rows. A picture that compares runs has several, on one scale.
 *
 * @param head lines of the sentence as they fit the width
 * @param rowsTop where the rows begin, below the axis
 * @param rowsBottom where they end
 */
public record Panel(
        Timeline timeline,
        String title,
        String stamp,
        List<String> head,
        double top,
        double headSize,
        double rowsTop,
        double rowsBottom,
        TimeScale scale,
        List<TimeScale.Tick> ticks,
        List<Row> rows,
        List<Arrow> arrows,
        List<RingArrow> ring,
        List<Band> bands,
        List<String> notes) {}
