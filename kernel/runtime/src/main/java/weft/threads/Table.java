package weft.threads;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import weft.display.Displayable;
import weft.wire.MimeBundle;

/**
 * A small table of text: what the lessons' results look like, as characters and as HTML.
 *
 * <pre>
 *   Who wrote what
 *   step  A         B         count
 *   ----  --------  --------  -----
 *      1  reads 0             0
 *      2            reads 0   0
 * </pre>
 *
 * A column whose every cell is a number stands to the right. The HTML form uses inline style only, because a notebook
 * that is not trusted keeps nothing else.
 *
 * @param title a line above the table, or empty
 * @param columns the headings
 * @param rows one list of cells a row, as long as the headings
 * @param note a line below the table, or empty
 */
public record Table(String title, List<String> columns, List<List<String>> rows, String note) implements Displayable {

    private static final String NUMBER = "[-+]?[0-9][0-9,.]*( ?(%|ms|µs|ns|s|×))?";
    private static final String CELL_STYLE = "padding:2px 12px 2px 0;vertical-align:top;text-align:";

    public Table {
        columns = List.copyOf(columns);
        int width = columns.size();
        for (List<String> row : rows) {
            if (row.size() != width) {
                throw new IllegalArgumentException("a row of the table has " + row.size() + " cells: \"" + row
                        + "\"; give it one for each of the " + width + " columns");
            }
        }
        rows = rows.stream().map(List::copyOf).collect(Collectors.toUnmodifiableList());
    }

    public static Table of(String title, String... columns) {
        return new Table(title, Arrays.asList(columns), List.of(), "");
    }

    /** This table with one more row; cells are shown by their {@code toString}. */
    public Table row(Object... cells) {
        List<List<String>> more = new ArrayList<>(rows);
        more.add(Arrays.stream(cells).map(Objects::toString).collect(Collectors.toList()));
        return new Table(title, columns, more, note);
    }

    /** This table with a line below it. */
    public Table note(String line) {
        return new Table(title, columns, rows, line);
    }

    @Override
    public MimeBundle toDisplay() {
        return MimeBundle.text(toString()).with(MimeBundle.HTML, toHtml());
    }

    public String toHtml() {
        StringBuilder html = new StringBuilder("<table style=\"border-collapse:collapse\">");
        if (!title.isEmpty()) {
            html.append("<caption style=\"text-align:left;font-weight:bold;white-space:nowrap\">")
                    .append(escape(title))
                    .append("</caption>");
        }
        html.append("<thead><tr>");
        for (int column = 0; column < columns.size(); column++) {
            html.append("<th scope=\"col\" style=\"")
                    .append(CELL_STYLE)
                    .append(alignment(column))
                    .append(";border-bottom:1px solid\">")
                    .append(escape(columns.get(column)))
                    .append("</th>");
        }
        html.append("</tr></thead><tbody>");
        rows.forEach(row -> appendRow(html, row));
        html.append("</tbody></table>");
        if (!note.isEmpty()) {
            html.append("<p style=\"white-space:pre-line\">")
                    .append(escape(note))
                    .append("</p>");
        }
        return html.toString();
    }

    private void appendRow(StringBuilder html, List<String> row) {
        html.append("<tr>");
        for (int column = 0; column < row.size(); column++) {
            html.append("<td style=\"")
                    .append(CELL_STYLE)
                    .append(alignment(column))
                    .append("\">")
                    .append(escape(row.get(column)))
                    .append("</td>");
        }
        html.append("</tr>");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (!title.isEmpty()) {
            text.append(title).append('\n');
        }
        appendLine(text, columns);
        List<String> rules = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            rules.add("-".repeat(width(column)));
        }
        appendLine(text, rules);
        rows.forEach(row -> appendLine(text, row));
        if (!note.isEmpty()) {
            text.append(note).append('\n');
        }
        return text.substring(0, text.length() - 1);
    }

    private void appendLine(StringBuilder text, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String gap = " ".repeat(width(column) - length(cell));
            line.append(column == 0 ? "" : "  ").append(isNumeric(column) ? gap + cell : cell + gap);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private int width(int column) {
        int widest = length(columns.get(column));
        for (List<String> row : rows) {
            widest = Math.max(widest, length(row.get(column)));
        }
        return widest;
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty()
                && rows.stream().map(row -> row.get(column)).allMatch(cell -> cell.isEmpty() || cell.matches(NUMBER))
                && rows.stream().anyMatch(row -> !row.get(column).isEmpty());
    }

    private String alignment(int column) {
        return isNumeric(column) ? "right" : "left";
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
