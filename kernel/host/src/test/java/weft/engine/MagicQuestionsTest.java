package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import weft.language.Completeness;
import weft.language.Completion;

/** Tab, Shift-Tab and question marks where magics stand. A bar is the cursor. */
class MagicQuestionsTest {

    private static Notebook notebook;

    @BeforeAll
    static void open() throws IOException {
        notebook = new Notebook();
        notebook.run("boolean ready = true;");
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    @BeforeEach
    void forgetWhatWasShown() {
        notebook.forgetWhatWasShown();
    }

    /** The cell as it is after each match was taken. */
    private static List<String> completed(String cell) {
        int cursor = cell.indexOf('|');
        String code = cell.replace("|", "");
        Completion found = notebook.engine.complete(code, cursor);
        return found.matches().stream()
                .map(match -> code.substring(0, found.start()) + match.text() + code.substring(found.end()))
                .toList();
    }

    private static String inspected(String cell) {
        return notebook.engine
                .inspect(cell.replace("|", ""), cell.indexOf('|'), 0)
                .map(bundle -> String.valueOf(bundle.data().get("text/plain")))
                .orElse("");
    }

    @Test
    void complete_ofAName_offersTheFormsThatTheMagicHas() {
        assertThat(completed("%ti|")).containsExactly("%%time", "%%timeit", "%%timeline", "%time", "%timeit");
        assertThat(completed("int x = 1;\n%maven|")).containsExactly("int x = 1;\n%maven");
        assertThat(completed("int x = 1;\n%ti|")).containsExactly("int x = 1;\n%time", "int x = 1;\n%timeit");
        assertThat(completed("%%html|")).containsExactly("%%html");
        assertThat(completed("%|")).contains("%who", "%%timeline").doesNotContain("%html", "%timeline", "%%who");
        assertThat(completed("%nosuch|")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"|%%python", "|%%python\nx", "|\n%%python\nx"})
    void questions_beforeTheMagicOfAForeignCell_haveNoAnswer(String cell) {
        assertThat(completed(cell)).isEmpty();
        assertThat(inspected(cell)).isEmpty();
    }

    @Test
    void complete_behindTheName_offersOptionsOrJavaOrFiles(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("drafts"));
        Files.writeString(folder.resolve("Work.java"), "");
        Files.writeString(folder.resolve(".hidden"), "");

        assertThat(completed("%%timeline --thr|")).containsExactly("%%timeline --threads");
        assertThat(completed("%maven --exc|")).containsExactly("%maven --exclude");
        assertThat(completed("%time Math.sq|")).containsExactly("%time Math.sqrt");
        assertThat(completed("%help Math.sq|")).containsExactly("%help Math.sqrt");
        assertThat(completed("%help %wh|")).contains("%help %who");
        assertThat(completed("%run " + folder + "/|"))
                .containsExactly("%run " + folder + "/Work.java", "%run " + folder + "/drafts/");
        assertThat(completed("%sh l|")).isEmpty();
        assertThat(completed("%run /nowhere/at/all|")).isEmpty();
        assertThat(completed("%%timeline\nMath.sq|")).containsExactly("%%timeline\nMath.sqrt");
    }

    @Test
    void inspect_ofAMagic_isItsHelp() {
        assertThat(inspected("%who|")).startsWith("%who — list the variables");
        assertThat(inspected("%%timeline| --live")).contains("Usage: %%timeline", "--threads");
        assertThat(inspected("%%timeline --l|ive")).contains("--threads");
        assertThat(inspected("%time Math.abs|(1)")).contains("int Math.abs(int a)");
        assertThat(inspected("%nosuch|")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Math.abs?| int Math.abs(int a)",
                "Math.abs??| int Math.abs(int a)",
                "?ready| boolean ready",
                "%who?| %who — list",
                "%%timeline?| Usage: %%timeline",
                "%help %maven| group:artifact",
                "%who --help| %who — list",
                "%timeit --help| %timeit CODE"
            })
    void questionMark_opensTheHelpOfAName(String cell, String expected) {
        assertThat(notebook.value(cell)).isEmpty();
        assertThat(notebook.shown()).singleElement().satisfies(shown -> {
            assertThat(shown.kind()).isEqualTo("page");
            assertThat(shown.text()).contains(expected);
        });
    }

    @Test
    void questionMark_behindOtherCode_isAskedWhenThatHasRun() {
        assertThat(notebook.value("int asked = 5;\nasked?")).isEmpty();
        assertThat(notebook.shownByLastCell()).contains("int asked");
    }

    @Test
    void questionMark_ofAConditional_isJava() {
        assertThat(notebook.value("ready?\n  1\n  : 2")).isEqualTo("1");
        assertThat(notebook.value("nosuch?")).contains("nothing is known of \"nosuch\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Math.abs?", "?ready", "%%timeline?", "%who?"})
    void completeness_ofAQuestion_isComplete(String cell) {
        assertThat(notebook.engine.completeness(cell).status()).isEqualTo(Completeness.Status.COMPLETE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%timeti 1| did you mean %timeit?",
                "%dependency a:b:1| %maven group:artifact:version",
                "%nosuch| %lsmagic",
                "!ls| %sh ls",
                "_| results are not kept",
                "Out| results are not kept",
                "%env A=1| %jvm -D",
                "%env NO_SUCH| \"NO_SUCH\""
            })
    void habitOfAnotherKernel_isAnsweredWithWhatToType(String cell, String expected) {
        assertThat(notebook.run(cell))
                .isInstanceOfSatisfying(
                        CellOutcome.Failure.class,
                        failure -> assertThat(String.join("\n", failure.traceback()))
                                .contains(expected));
    }

    @Test
    void env_listsTheEnvironmentButNothingThatLooksSecret() {
        assertThat(notebook.value("%env PATH")).isEqualTo(System.getenv("PATH"));
        notebook.run("%env");
        assertThat(notebook.shownByLastCell()).contains("PATH=" + System.getenv("PATH"));
    }

    @Test
    void bash_runsBash() {
        assertThat(notebook.value("%%bash\n[[ a == a ]] && echo ${BASH_VERSION:+bash}"))
                .isEmpty();
        assertThat(notebook.shownByLastCell()).isEqualTo("bash\n");
    }
}
