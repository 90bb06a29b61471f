package weft.threads;

import java.util.List;
import java.util.stream.Collectors;
import weft.display.Displayable;
import weft.wire.MimeBundle;
import weft.wire.Referrer;

/**
 * The references to one object at one moment. It does not hold the object itself.
 *
 * @param type simple name of the object's class
 * @param referrers every place in the heap that refers to it
 */
public record References(String type, List<Referrer> referrers) implements Displayable {

    private static final String BOX =
            "display:inline-block;border:1px solid currentColor;border-radius:4px;padding:2px 8px;margin:2px 0";

    public References {
        referrers = List.copyOf(referrers);
    }

    /** How many references keep the object alive; weak ones do not. */
    public int count() {
        return strong().size();
    }

    /** The references that keep it alive, as one would write them: {@code a}, {@code list.elementData[0]}. */
    public List<String> names() {
        return strong().stream().map(Referrer::name).toList();
    }

    private List<Referrer> strong() {
        return referrers.stream().filter(referrer -> !referrer.isWeak()).toList();
    }

    private String sentence() {
        int weak = referrers.size() - count();
        String text = count() == 1 ? "1 reference" : count() + " references";
        return "This " + type + " has " + text + " in the heap" + (weak == 0 ? "" : ", and " + weak + " weak")
                + (names().isEmpty() ? "." : ": " + String.join(", ", names()) + ".");
    }

    @Override
    public String toString() {
        return referrers.stream()
                .map(referrer -> "\n  " + referrer.name() + arrow(referrer) + type + words(referrer))
                .collect(Collectors.joining("", sentence(), ""));
    }

    private static String arrow(Referrer referrer) {
        return referrer.isWeak() ? " ┄┄> " : " ──> ";
    }

    private static String words(Referrer referrer) {
        String through = referrer.holderType().isEmpty() ? "" : "   (in a " + referrer.holderType() + ")";
        return through + (referrer.isWeak() ? "   weak: does not keep it alive" : "");
    }

    /** Made of table cells, which stay when a notebook is not trusted and its drawings are taken out. */
    @Override
    public MimeBundle toDisplay() {
        StringBuilder html = new StringBuilder("<table style=\"border-collapse:collapse;font-family:monospace\">"
                + "<caption style=\"caption-side:bottom;text-align:left;font-family:sans-serif\">"
                + Table.escape(sentence()) + "</caption>");
        int rows = Math.max(1, referrers.size());
        for (int i = 0; i < rows; i++) {
            html.append("<tr>").append(i < referrers.size() ? row(referrers.get(i)) : "<td>nobody</td><td></td>");
            if (i == 0) {
                html.append("<td rowspan=\"")
                        .append(rows)
                        .append("\" style=\"vertical-align:middle\"><span style=\"")
                        .append(BOX)
                        .append(";border-width:2px\">")
                        .append(Table.escape(type))
                        .append("</span></td>");
            }
            html.append("</tr>");
        }
        return MimeBundle.text(toString())
                .with(MimeBundle.HTML, html.append("</table>").toString());
    }

    private static String row(Referrer referrer) {
        String border = referrer.isWeak() ? BOX.replace("solid", "dashed") : BOX;
        String holder = referrer.holderType().isEmpty() ? "variable" : referrer.holderType();
        return "<td style=\"text-align:right\"><span style=\"" + border + "\" title=\"" + Table.escape(holder) + "\">"
                + Table.escape(referrer.name()) + "</span></td><td style=\"text-align:center\">"
                + (referrer.isWeak() ? "weak ┄┄▶" : "───▶") + "</td>";
    }
}
