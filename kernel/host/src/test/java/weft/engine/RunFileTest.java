package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code %run FILE}: what goes wrong is told by the file's name and its lines. */
class RunFileTest {

    @TempDir
    static Path folder;

    private static Notebook notebook;

    @BeforeAll
    static void open() throws IOException {
        notebook = new Notebook();
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    private static Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String traceback(String code) {
        CellOutcome.Failure failure = (CellOutcome.Failure) notebook.run(code);
        return String.join("\n", failure.traceback()).replaceAll("\\u001b\\[[0-9;]*m", "");
    }

    @Test
    void run_fileThatDoesNotCompile_namesTheFileAndItsLine() throws IOException {
        Path file = file("Wrong.java", "int right = 1;\n\nint wrong = \"a\";\n");

        String told = traceback("int before = 1;\n%run " + file);

        assertThat(told).contains("  " + file + ", line 3:\n    int wrong = \"a\";\n                ^^^");
        assertThat(notebook.value("right")).isEqualTo("1");
    }

    @Test
    void run_fileThatThrows_showsTheLineOfTheFile_andLaterCallsDoToo() throws IOException {
        Path file = file("Broken.java", "int broken(int n) {\n    return n / 0;\n}\n\nbroken(1);\n");

        assertThat(traceback("%run " + file))
                .contains("at broken (" + file + ", line 2)\n        return n / 0;")
                .contains("at " + file + ", line 5\n        broken(1);");
        assertThat(traceback("// the cell's own line\nbroken(2)"))
                .contains("at broken (" + file + ", line 2)\n        return n / 0;")
                .contains("at cell " + notebook.lastCell() + ", line 2\n        broken(2)");
    }

    @Test
    void run_fileWithMagics_keepsItsLinesBehindThem() throws IOException {
        Path file = file("Magic.java", "%time 1\nthrow new IllegalStateException();\n");

        assertThat(traceback("%run " + file)).contains("at " + file + ", line 2\n");
        assertThat(traceback("\nthrow new IllegalStateException();"))
                .contains("at cell " + notebook.lastCell() + ", line 2\n");
    }
}
