package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ImportsTest {

    private final Imports imports = new Imports();

    @Test
    void neededBy_wordsOfTheLanguageAlone_isNothing() {
        assertThat(imports.neededBy("int n = 6 * 7; String s = \"text\";")).isEmpty();
    }

    @Test
    void neededBy_className_isItsPackageOnce() {
        assertThat(imports.neededBy("new ArrayList<>(list)")).containsExactly("import java.util.*;");
        assertThat(imports.neededBy("new ArrayList<>(list)")).isEmpty();
    }

    @Test
    void neededBy_staticMethodOrSingleClass_isTheImportThatGivesIt() {
        assertThat(imports.neededBy("sleep(10)")).containsExactly("import static weft.threads.Threads.*;");
        assertThat(imports.neededBy("refs(x)")).containsExactly("import static weft.threads.Refs.refs;");
        assertThat(imports.neededBy("mark(\"here\")"))
                .containsExactly("import static weft.timeline.model.Timeline.mark;");
    }

    @Test
    void neededBy_nameInUnicodeEscapes_isEverything() {
        assertThat(imports.neededBy("\\u004cist.of(1)")).isEqualTo(Imports.DEFAULT);
    }

    @Test
    void rest_afterSome_isTheOthersAndThenNothing() {
        imports.neededBy("List.of(1)");
        assertThat(imports.rest()).hasSize(Imports.DEFAULT.size() - 1).doesNotContain("import java.util.*;");
        assertThat(imports.rest()).isEmpty();
    }

    @Test
    void everyImportOfTheList_isFoundByANameThatItGives() {
        String words = "List Function Stream Executors AtomicInteger ReentrantLock Duration Path BigInteger File Gil"
                + " ThreadState Timeline mark sleep refs Display display input";
        assertThat(imports.neededBy(words)).isEqualTo(Imports.DEFAULT);
    }

    @Test
    void complete_whileTheFirstCellRuns_knowsTheDefaultImports() throws Exception {
        try (Notebook notebook = new Notebook()) {
            CompletableFuture<CellOutcome> cell =
                    notebook.start("System.out.println(\"in\"); Thread.currentThread().join(); int late = 1;");
            notebook.await(shown -> shown.text().contains("in"));
            assertThat(notebook.engine.complete("ConcurrentHashM", 15).matches())
                    .anyMatch(match -> match.text().equals("ConcurrentHashMap"));
            notebook.engine.interrupt();
            assertThat(cell.get(30, TimeUnit.SECONDS)).isInstanceOf(CellOutcome.Failure.class);
            assertThat(notebook.value("List.of(1).size()")).isEqualTo("1");
        }
    }
}
