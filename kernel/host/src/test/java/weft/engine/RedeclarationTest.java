package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedeclarationTest {

    private Notebook notebook;

    @BeforeEach
    void open() throws IOException {
        notebook = new Notebook();
    }

    @AfterEach
    void close() {
        notebook.close();
    }

    private String traceback(String code) {
        CellOutcome outcome = notebook.run(code);
        assertThat(outcome).isInstanceOf(CellOutcome.Failure.class);
        return String.join("\n", ((CellOutcome.Failure) outcome).traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @Test
    void initialiser_thatThrows_namesItsLine() {
        notebook.run("int zero = 0;");

        assertThat(traceback("int bad = 1 / zero;\n\n")).contains("line 1");
        assertThat(traceback("\n\nint worse =\n    Integer.parseInt(\"x\");\n\n"))
                .contains("line 4");
    }

    @Test
    void method_declaredAgainInTheSameWords_hasTheLinesOfItsLastCell() {
        String slip = "void slip() {\n    throw new IllegalStateException(\"slip\");\n}\n";
        assertThat(traceback(slip + "slip();")).contains("at slip (cell 1, line 2)");

        String again = traceback("// one\n// two\n// three\n" + slip + "slip();");

        assertThat(again).contains("at slip (cell 2, line 5)", "at cell 2, line 7");
        assertThat(traceback("slip();")).contains("at slip (cell 2, line 5)", "at cell 3, line 1");
    }

    /** HotSpot keeps the file name of a class that was in a stack trace before. */
    @Test
    void method_changedAfterItThrew_namesTheCellWhereItStandsNow() throws Exception {
        assertThat(traceback("int part(int n) { return n / 0; }\npart(1)")).contains("at part (cell 1, line 1)");
        notebook.run("\nint part(int n) { return 2 * n / 0; }");

        assertThat(traceback("part(1)")).contains("at part (cell 2, line 2)", "2 * n / 0");
        notebook.run("Thread t = new Thread(() -> part(1)); t.start(); t.join();");
        assertThat(notebook.await("part (cell 2, line 2)").text()).contains("Exception in thread");
    }

    @Test
    void stackTrace_printedByTheCell_namesTheCellWhereTheMethodStandsNow() throws Exception {
        assertThat(traceback("int piece(int n) { return n / 0; }\npiece(1)")).contains("at piece (cell 1, line 1)");
        notebook.run("\nint piece(int n) { return 2 * n / 0; }");

        notebook.run("try { piece(1); } catch (ArithmeticException e) { e.printStackTrace(); }");
        assertThat(notebook.await("piece").text())
                .contains("at piece (cell 2, line 2)")
                .doesNotContain("JShell", "weft.agent");
        notebook.run("try { piece(1); } catch (Exception e) { e.printStackTrace(System.out); }");
        assertThat(notebook.await("piece").text())
                .contains("at piece (cell 2, line 2)")
                .doesNotContain("JShell", "weft.agent");
        assertThat(notebook.value("String file() { try { piece(1); return \"\"; } catch (Exception e) {"
                        + " return e.getStackTrace()[0].getFileName(); } }\nfile()"))
                .isEqualTo("cell 2");
    }

    @Test
    void class_declaredAgainInTheSameWords_keepsItsObjectsAndHasTheNewLines() {
        String type = """
                class Till {
                    int money = 5;
                    void open() {
                        Runnable shut = () -> { throw new IllegalStateException("shut"); };
                        shut.run();
                    }
                }
                """;
        notebook.run(type + "Till till = new Till(); till.money = 7;");

        String again = traceback("\n\n" + type + "till.open();");

        assertThat(again).contains("(cell 2, line 6)", "(cell 2, line 7)", "at cell 2, line 10");
        assertThat(notebook.value("till.money")).isEqualTo("7");
    }
}
