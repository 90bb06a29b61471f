package weft.timeline.render;

import java.util.Set;
import weft.timeline.layout.Picture;
import weft.timeline.layout.Theme;
import weft.timeline.model.Hatch;

/**
 * The style sheet and patterns of one SVG. Every selector and id begins with the picture's own id, so that many
 * pictures can stand in one page.
 */
final class SvgStyle {

    /** Light enough not to disturb letters on a screen; in print the hatching is all there is, so it is strong. */
    private static final String SCREEN_HATCH = ".34";

    private static final String PRINT_HATCH = "1";
    /** Paper takes less of a fill, so that letters and hatching stand out from the grey that is left of it. */
    static final double PRINT_FILL = 0.45;

    private final String id;
    private final StringBuilder out = new StringBuilder();

    SvgStyle(String id) {
        this.id = id;
    }

    String of(Picture picture, Set<Paint> plain, Set<Paint> merged) {
        out.append("<style>\n");
        themes(picture.theme());
        size(picture);
        rule("", "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','DejaVu Sans',sans-serif");
        // Letters must not hide the tooltip of the bar that they stand on.
        rule(" text", "white-space:pre;pointer-events:none");
        rule(" .w-name text", "pointer-events:auto");
        rule(" rect[class]", "rx:" + Outline.CORNER + "px");
        rule(" rect.n", "rx:0");
        rule(" .w-more", "display:none");
        rule(" .o", "font-weight:600");
        rule(" .c", "font-family:ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-weight:600");
        for (Ink ink : Ink.values()) {
            rule(" .f" + ink.code(), "fill:var(--w" + ink.code() + ")");
            rule(" .l" + ink.code(), "fill:none;stroke:var(--w" + ink.code() + ");stroke-linejoin:round");
        }
        for (Paint paint : plain) {
            String fill = paint.hatch() == Hatch.SOLID
                    ? paint.fillHex() + ";fill-opacity:var(--wf,1)"
                    : "url(#" + id + "-" + paint.code() + ")";
            rule(" ." + paint.code(), "fill:" + fill + ";stroke:" + paint.outlineHex() + ";stroke-width:1");
            rule(
                    " .z" + paint.code(),
                    "stroke:" + paint.fillHex() + ";stroke-width:3px;stroke-linejoin:round;paint-order:stroke");
        }
        for (Paint paint : merged) {
            rule(" ." + paint.code() + "m", "fill:url(#" + id + "-" + paint.code() + "m);fill-opacity:1");
        }
        // White around letters, which keeps the lines of a hatching off them.
        out.append("@media print{#").append(id).append(" [class*=\" z\"]{stroke:#fff;stroke-width:4px}}\n");
        // Last, as it must win over the outline of the fill.
        rule(" .d", "stroke:var(--w" + Ink.TEXT.code() + ");stroke-dasharray:2.5 2.5;stroke-width:1.3");
        out.append("</style>\n<defs>\n");
        for (Paint paint : plain) {
            if (paint.hatch() != Hatch.SOLID) {
                pattern(paint);
            }
        }
        merged.forEach(this::mergedPattern);
        return out.append("</defs>\n").toString();
    }

    /** Of no weight, so that a page that shows many pictures has the last word on how large they are. */
    private void size(Picture picture) {
        out.append(":where(#").append(id).append("){display:block;max-width:100%;height:auto;width:");
        out.append(Numbers.decimal(picture.width(), 1)).append("px}\n");
    }

    private void themes(Theme theme) {
        String self = "#" + id;
        out.append(self).append('{').append(variables(theme == Theme.DARK)).append("}\n");
        if (theme != Theme.AUTO) {
            return;
        }
        String light = variables(false);
        String dark = variables(true);
        // The page's own theme outranks that of the system, and paper outranks both.
        out.append("@media (prefers-color-scheme:dark){")
                .append(self)
                .append('{')
                .append(dark)
                .append("}}\n");
        page(dark, "[data-jp-theme-light=\"false\"]", ".vscode-dark", ".vscode-high-contrast");
        // Last, as a light page of high contrast has the class of the dark one too.
        page(light, "[data-jp-theme-light=\"true\"]", ".vscode-light", ".vscode-high-contrast-light");
        out.append("@media print{")
                .append(self)
                .append(",[data-jp-theme-light] ")
                .append(self);
        out.append('{').append(light).append("--wh:").append(PRINT_HATCH);
        out.append(";--wf:").append(PRINT_FILL).append("}}\n");
    }

    private void page(String variables, String... marks) {
        for (int i = 0; i < marks.length; i++) {
            out.append(i == 0 ? "" : ",").append(marks[i]).append(" #").append(id);
        }
        out.append('{').append(variables).append("}\n");
    }

    private static String variables(boolean dark) {
        StringBuilder variables = new StringBuilder();
        for (Ink ink : Ink.values()) {
            variables
                    .append("--w")
                    .append(ink.code())
                    .append(':')
                    .append(ink.on(dark))
                    .append(';');
        }
        return variables.append("--wh:").append(SCREEN_HATCH).append(';').toString();
    }

    private void rule(String selector, String declarations) {
        out.append('#')
                .append(id)
                .append(selector)
                .append('{')
                .append(declarations)
                .append("}\n");
    }

    private void pattern(Paint paint) {
        pattern(paint, paint.code(), 7, 7, HatchLines.of(paint.hatch()));
    }

    /** Merged spans look like a bar code: many narrow things, side by side. */
    private void mergedPattern(Paint paint) {
        pattern(paint, paint.code() + "m", 4, 7, "M1 0V7");
    }

    private void pattern(Paint paint, String name, int width, int height, String lines) {
        out.append("<pattern id=\"").append(id).append('-').append(name);
        out.append("\" width=\"").append(width).append("\" height=\"").append(height);
        out.append("\" patternUnits=\"userSpaceOnUse\"><rect width=\"").append(width);
        out.append("\" height=\"").append(height).append("\" fill=\"").append(paint.fillHex());
        out.append("\" style=\"fill-opacity:var(--wf,1)\"/><path d=\"")
                .append(lines)
                .append("\" fill=\"none\" stroke=\"");
        out.append(paint.outlineHex())
                .append("\" style=\"stroke-opacity:var(--wh,")
                .append(SCREEN_HATCH);
        out.append(")\" stroke-width=\"")
                .append(name.length() > 1 ? "1.6" : "1.1")
                .append("\"/></pattern>\n");
    }
}
