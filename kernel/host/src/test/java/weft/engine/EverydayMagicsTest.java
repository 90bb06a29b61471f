package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The magics that people know from IPython, in a real notebook. */
class EverydayMagicsTest {

    private static Notebook notebook;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() throws IOException {
        notebook = new Notebook();
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    /** What a cell has shown by its end; nothing is waited for. */
    private static String printed(String code) {
        CellOutcome outcome = notebook.run(code);
        assertThat(outcome).as(Notebook.describe(outcome)).isNotInstanceOf(CellOutcome.Failure.class);
        return notebook.shownByLastCell();
    }

    @Test
    void time_overACell_keepsItsValueAndVariablesAndTellsTheTime() throws Exception {
        assertThat(notebook.value("%%time\nint timed = 5;\nThread.sleep(20);\ntimed + 1"))
                .isEqualTo("6");

        assertThat(notebook.shownByLastCell()).matches("time: [\\d.]+ (ms|s), processors: .*\n");
        assertThat(notebook.value("timed")).isEqualTo("5");
    }

    @Test
    void time_ofCodeThatFails_tellsTheTimeAndFails() throws Exception {
        assertThat(notebook.value("%time Integer.parseInt(\"x\")")).startsWith("java.lang.NumberFormatException");
        assertThat(notebook.shownByLastCell()).startsWith("time: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%time 1 / zero", "%timeit 1 / zero", "%timeit { int q = 1 / zero; }"})
    void magicWithCode_inTheMidstOfACell_failsWithTheCellsLine(String line) {
        CellOutcome outcome = notebook.run("int zero = 0;\nint other = 1;\n" + line + "\nint behind = 2;");

        String traceback =
                String.join("\n", ((CellOutcome.Failure) outcome).traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
        assertThat(traceback).contains("cell " + notebook.lastCell() + ", line 3", line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%time nowhere()", "%timeit nowhere()"})
    void magicWithCode_thatDoesNotCompile_pointsIntoTheCell(String line) {
        CellOutcome outcome = notebook.run("int other = 1;\n" + line);

        String column = " ".repeat(4 + line.indexOf("nowhere"));
        String traceback =
                String.join("\n", ((CellOutcome.Failure) outcome).traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
        assertThat(traceback).contains("line 2:\n    " + line + "\n" + column + "^^^^^^^");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%timeit Math.sqrt(2)| a run (",
                "%timeit Thread.onSpinWait()| a run (",
                "%timeit int[] a = new int[8]; a[0]++;| a run ("
            })
    void timeit_ofAValueOfACallAndOfStatements_tellsOneRun(String code, String expected) {
        assertThat(notebook.value(code)).matches("[\\d.]+ (ns|µs) .*").contains(expected, " rounds of ");
    }

    @Test
    void who_listsVariablesMethodsAndClasses() throws Exception {
        notebook.run("int answer = 42; var words = List.of(\"a\");");
        notebook.run("int twice(int n) { return 2 * n; }\nrecord Point(int x, int y) { }");

        assertThat(printed("%who"))
                .contains("Variables\n")
                .containsPattern("answer +int = 42\n")
                .containsPattern("words +List<String>\n")
                .containsPattern("Methods\n +twice +\\(int\\)int\n")
                .containsPattern("Point +record\n");
    }

    @Test
    void history_ofOneCell_showsItsCode() throws Exception {
        notebook.run("int remembered = 1;");
        int number = notebook.lastCell();

        assertThat(printed("%history " + number)).isEqualTo(String.format("%4d: int remembered = 1;\n", number));
    }

    @Test
    void save_load_run_writefile_goRound() throws Exception {
        Path file = folder.resolve("Work.java");
        notebook.run("int saved = 11;");
        int number = notebook.lastCell();

        assertThat(printed("%save '" + file + "' " + number)).startsWith("Written: ");
        assertThat(Files.readString(file)).isEqualTo("// cell " + number + "\nint saved = 11;\n\n");
        assertThat(printed("%load '" + file + "'")).contains("%load", "int saved = 11;");
        assertThat(printed("%%writefile " + file + "\nint written = 12;\nwritten + 1"))
                .startsWith("Written: ");
        assertThat(notebook.value("%run " + file)).isEqualTo("13");
        assertThat(notebook.value("written")).isEqualTo("12");
    }

    @Test
    void save_ofCellsThatWereNotRun_leavesTheFileAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("Kept.java"), "kept");

        assertThat(notebook.value("%save '" + file + "' 90000")).contains("no cell \"90000\" was run");
        assertThat(file).hasContent("kept");
    }

    @Test
    void writefile_withA_writesAtTheEnd() throws Exception {
        Path file = folder.resolve("Log.txt");

        notebook.run("%%writefile " + file + "\none\n");
        notebook.run("%%writefile -a " + file + "\ntwo\n");

        assertThat(Files.readString(file)).isEqualTo("one\ntwo\n");
    }

    @Test
    void time_ofCodeThatDoesNotCompile_tellsNoTime() {
        assertThat(notebook.value("%time int x = ;")).startsWith("CompileError: ");
        assertThat(notebook.shownByLastCell()).isEmpty();
    }

    @Test
    void sh_printsBothStreamsAndFailsByItsExitCode() throws Exception {
        assertThat(printed("%sh echo 'é und ü'")).isEqualTo("é und ü\n");
        assertThat(printed("%%sh\necho one\necho two")).isEqualTo("one\ntwo\n");
        assertThat(notebook.value("%sh echo wrong >&2; exit 3"))
                .isEqualTo("ShellFailed: the command ended with exit code 3");
        assertThat(notebook.await("wrong\n").kind()).isEqualTo("stderr");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%sh echo begun; sleep 600",
                "%sh echo begun; cat /dev/zero",
            })
    void sh_interrupted_endsTheCell(String command) throws Exception {
        CompletableFuture<CellOutcome> running = notebook.start(command);
        notebook.await("begun");

        notebook.engine.interrupt();

        assertThat(Notebook.describe(running.get(30, TimeUnit.SECONDS)))
                .isEqualTo("Interrupted: The command was interrupted.");
    }

    /** It holds the shell's pipes, and ends with this test's folder. */
    @Test
    void sh_commandInTheBackground_isNotWaitedFor() throws Exception {
        assertThat(printed("%sh (while test -d '" + folder + "'; do sleep 1; done) & echo left"))
                .isEqualTo("left\n");
    }

    /** Also where the program has closed its output, and nothing is left to be read. */
    @ParameterizedTest
    @ValueSource(strings = {"", "exec >&- 2>&-; "})
    void sh_interrupted_endsAProgramThatDoesNotWantTo(String then) throws Exception {
        CompletableFuture<CellOutcome> running =
                notebook.start("%sh trap '' TERM; echo pid $$; " + then + "while :; do sleep 0.1; done");
        ProcessHandle program = program(notebook.await("pid").text());

        notebook.engine.interrupt();

        assertThat(Notebook.describe(running.get(30, TimeUnit.SECONDS)))
                .isEqualTo("Interrupted: The command was interrupted.");
        program.onExit().get(30, TimeUnit.SECONDS);
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // the cell ends with its kernel
    void kernelThatCloses_endsProgramsOfTheShell() throws Exception {
        Notebook closed = new Notebook();
        closed.start("%sh trap '' TERM; echo pid $$; while :; do sleep 0.1; done");
        ProcessHandle program = program(closed.await("pid").text());

        closed.close();

        program.onExit().get(30, TimeUnit.SECONDS);
    }

    private static ProcessHandle program(String said) {
        return ProcessHandle.of(Long.parseLong(said.replaceAll("\\D", ""))).orElseThrow();
    }

    @Test
    void html_isShownAsSuch() throws Exception {
        assertThat(printed("%%html\n<b>bold</b>")).contains("text/html=<b>bold</b>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%time| %time Thread.sleep(100);",
                "%timeit| %timeit Math.sqrt(2)",
                "%load| %load Work.java",
                "%run| %run Work.java",
                "%save| %save Work.java",
                "%history 1-x| 1-4,7",
                "%%html| %%html",
                "%sh| %sh ls -l",
                "%%bash| %bash ls -l",
                "%wait -1| %wait 5",
                "%wait Infinity| %wait 5",
                "%timeit -n 10 1 + 1| %timeit Math.sqrt(2)",
                "%timeit -r3 1 + 1| %timeit Math.sqrt(2)",
                "%reset --hard| for example: %reset",
                "%save -x Work.java| %save Work.java",
                "%%writefile -x Work.java| %writefile Work.java",
                "%save Work.java 90000| 1-4,7",
                "%history 90000-90001| 1-4,7",
                "%%timeline --widht 3| did you mean --width?",
                "%maven --reop x group:artifact:1| did you mean --repo?"
            })
    void misuse_isAnsweredWithAnExample(String code, String example) {
        assertThat(notebook.value(code)).startsWith("MagicUsage: ").contains("\"", example);
    }

    @Test
    void run_ofAFileThatIsNotThere_quotesIt() {
        assertThat(notebook.value("%run nowhere.java"))
                .startsWith("FileFailed: ")
                .contains("nowhere.java\": there is no");
    }

    @Test
    void reset_forgetsVariables() throws Exception {
        try (Notebook own = new Notebook()) {
            own.run("int gone = 1;");

            own.run("%reset");

            assertThat(own.value("gone")).startsWith("CompileError: cannot find variable gone");
        }
    }
}
