package weft.display;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records in a collection or array, and maps, as an HTML table: a row for each record or entry. */
final class Tables {

    /** Rows that are written out; the rest is counted. */
    private static final int MAX_ROWS = 50;

    private Tables() {}

    /** The table, where the value is one; a collection that cannot be read to its end, or changes meanwhile, is none. */
    static Optional<String> html(@Nullable Object value) {
        try {
            if (value instanceof Map<?, ?> map && !map.isEmpty()) {
                return Optional.of(ofMap(map));
            }
            if (value instanceof Collection<?> collection && isOfRecords(collection)) {
                return Optional.of(ofRecords(collection));
            }
            if (value instanceof Record[] records && isOfRecords(Arrays.asList(records))) {
                return Optional.of(ofRecords(Arrays.asList(records)));
            }
            return Optional.empty();
        } catch (RuntimeException | ReflectiveOperationException e) {
            // A thread of the cell may be changing it just now; the text is there all the same.
            return Optional.empty();
        }
    }

    private static boolean isOfRecords(Collection<?> collection) {
        Class<?> type = null;
        for (Object each : collection) {
            if (!(each instanceof Record) || type != null && each.getClass() != type) {
                return false;
            }
            type = each.getClass();
        }
        return type != null && type.getRecordComponents().length > 0;
    }

    private static String ofMap(Map<?, ?> map) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (rows.size() < MAX_ROWS) {
                rows.add(Arrays.asList(entry.getKey(), entry.getValue()));
            }
        }
        return table(List.of("key", "value"), rows, map.size());
    }

    private static String ofRecords(Collection<?> records) throws ReflectiveOperationException {
        RecordComponent[] components = records.iterator().next().getClass().getRecordComponents();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Object each : records) {
            if (rows.size() < MAX_ROWS) {
                rows.add(values(each, components));
            }
        }
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        return table(names, rows, records.size());
    }

    private static List<@Nullable Object> values(Object each, RecordComponent[] components)
            throws IllegalAccessException, InvocationTargetException {
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordComponent component : components) {
            component.getAccessor().setAccessible(true);
            values.add(component.getAccessor().invoke(each));
        }
        return values;
    }

    private static String table(List<String> names, List<List<@Nullable Object>> rows, int all) {
        StringBuilder html = new StringBuilder("<table><thead><tr>");
        names.forEach(
                name -> html.append("<th scope=\"col\">").append(escape(name)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (List<@Nullable Object> row : rows) {
            html.append("<tr>");
            for (Object value : row) {
                String side = value instanceof Number ? "right" : "left";
                html.append("<td style=\"text-align: ").append(side).append("\">");
                html.append(escape(Renderers.text(value))).append("</td>");
            }
            html.append("</tr>\n");
        }
        if (all > rows.size()) {
            html.append("<tr><td style=\"text-align: left\" colspan=\"")
                    .append(names.size())
                    .append("\">… ");
            html.append(all - rows.size()).append(" more</td></tr>\n");
        }
        return html.append("</tbody></table>").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
