package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** What is put off until after the first cell must not be missed by it. */
class FirstCellTest {

    @Test
    void warmUp_runsNothingAndLeavesNoName() throws Exception {
        try (Notebook notebook = new Notebook()) {
            notebook.engine.warmUp();

            Session session = notebook.engine.session();
            assertThat(session.vm().exit()).isNull();
            assertThat(session.shell()
                            .variables()
                            .filter(variable -> session.shell().status(variable).isActive()))
                    .isEmpty();
            assertThat(notebook.value("$weft")).contains("cannot find variable");
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
