package weft.timeline.render;

/** Writes outlines as the data of SVG paths, as short as they can be said. */
final class SvgPath {

    private SvgPath() {}

    static void append(Outline outline, StringBuilder out) {
        double atX = Double.NaN;
        double atY = Double.NaN;
        for (Outline.Stroke stroke : outline.strokes()) {
            int last = stroke.at().size() - 1;
            if (last < 0) {
                out.append('Z');
                continue;
            }
            double x = stroke.at().get(last - 1);
            double y = stroke.at().get(last);
            if (stroke.kind() == 'L' && Numbers.same(y, atY)) {
                out.append('H').append(Numbers.decimal(x, 1));
            } else if (stroke.kind() == 'L' && Numbers.same(x, atX)) {
                out.append('V').append(Numbers.decimal(y, 1));
            } else {
                out.append(stroke.kind());
                for (int i = 0; i <= last; i++) {
                    out.append(i == 0 ? "" : " ")
                            .append(Numbers.decimal(stroke.at().get(i), 1));
                }
            }
            atX = x;
            atY = y;
        }
    }
}
