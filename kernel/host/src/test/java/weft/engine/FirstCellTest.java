package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** What is put off until after the first cell must not be missed by it. */
class FirstCellTest {

    @Test
    void prepare_runsNothingAndLeavesNoName() throws Exception {
        try (Notebook notebook = new Notebook()) {
            notebook.engine.prepare();

            assertThat(notebook.engine.session().vm().exit()).isNull();
            assertThat(notebook.engine
                            .session()
                            .shell()
                            .snippets()
                            .filter(snippet -> notebook.engine
                                    .session()
                                    .shell()
                                    .status(snippet)
                                    .isActive()))
                    .isEmpty();
            assertThat(notebook.value("1 + 1")).isEqualTo("2");
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_22)
    void console_askedForAtOnce_isThere() throws Exception {
        try (Notebook notebook = new Notebook()) {
            assertThat(notebook.value("System.console() != null")).isEqualTo("true");
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_22)
    void console_askedForLater_isThere() throws Exception {
        try (Notebook notebook = new Notebook()) {
            notebook.run("int n = 1;");

            assertThat(notebook.value("System.console() != null")).isEqualTo("true");
        }
    }
}
