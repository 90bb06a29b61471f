package weft.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import weft.wire.MimeBundle;

class RenderersTest {

    record Run(String name, int millis) {}

    private static String html(Object value) {
        return String.valueOf(Renderers.render(value).data().get(MimeBundle.HTML));
    }

    @Test
    void render_records_isATableBesideTheText() {
        List<Run> runs = List.of(new Run("a < b", 5), new Run("c", 70));

        assertThat(html(runs))
                .contains("<th scope=\"col\">name</th><th scope=\"col\">millis</th>")
                .contains("<td style=\"text-align: left\">a &lt; b</td><td style=\"text-align: right\">5</td>");
        assertThat(html(runs.toArray(Run[]::new))).isEqualTo(html(runs));
        assertThat(Renderers.render(runs).data().get(MimeBundle.TEXT)).isEqualTo(runs.toString());
    }

    @Test
    void render_map_isATableOfItsEntries() {
        Map<String, Object> map = new TreeMap<>(Map.of("one", 1, "two", new int[] {2, 2}));

        assertThat(html(map)).contains(">one</td>", ">1</td>", ">int[2] { 2, 2 }</td>");
    }

    @Test
    void render_manyRecords_countsTheRest() {
        assertThat(html(Collections.nCopies(80, new Run("x", 1))))
                .contains("… 30 more")
                .satisfies(table -> assertThat(table.split("<tr>", -1)).hasSize(53));
    }

    @Test
    void render_anythingElse_isTextAlone() {
        List<Object> mixed = new ArrayList<>(List.of(new Run("a", 1), "b"));
        List<Run> broken = new AbstractList<>() {
            @Override
            public Run get(int index) {
                throw new IllegalStateException("as asked");
            }

            @Override
            public int size() {
                return 1;
            }

            @Override
            public String toString() {
                return "broken";
            }
        };

        for (Object value : List.of(List.of(1, 2), List.of(), Map.of(), mixed, broken, "text", 5)) {
            assertThat(Renderers.render(value).data()).containsOnlyKeys(MimeBundle.TEXT);
        }
    }

    @Test
    void text_ofArrays_hasTheirElements() {
        assertThat(Renderers.text(new int[][] {{1}, {2, 3}})).isEqualTo("int[2][] { int[1] { 1 }, int[2] { 2, 3 } }");
        assertThat(Renderers.text(null)).isEqualTo("null");
    }
}
