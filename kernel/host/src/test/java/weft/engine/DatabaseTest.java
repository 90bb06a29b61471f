package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A real embedded database, brought by its jar, in a real user VM. */
class DatabaseTest {

    private static String jar() {
        return Path.of(org.h2.Driver.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    @Test
    void database_everyWay_comesToTheSameSums() throws IOException {
        try (Notebook notebook = new Notebook()) {
            assertThat(notebook.value("Database.at(\"jdbc:h2:mem:shop\", 4, 20)"))
                    .contains("%maven com.h2database:h2");
            notebook.run("%jars " + jar());
            notebook.run("var shop = Database.at(\"jdbc:h2:mem:shop\", 4, 20);");
            assertThat(notebook.value("Comparison.of(shop, Runner.serial(), Runner.threads(2), Runner.pool(2),"
                            + " Runner.virtual()).against()"))
                    .isEqualTo("Optional.empty");
            assertThat(notebook.value("Runner.serial().run(shop)")).isEqualTo("[0, 210, 420, 630]");
        }
    }

    @Test
    void driverManager_afterItWasUsed_knowsADriverThatComesLater() throws IOException {
        try (Notebook notebook = new Notebook()) {
            notebook.run("import java.sql.*;");
            assertThat(notebook.value("DriverManager.getConnection(\"jdbc:h2:mem:late\")"))
                    .contains("No suitable driver");
            notebook.run("%jars " + jar());
            assertThat(notebook.value("DriverManager.getConnection(\"jdbc:h2:mem:late\").isClosed()"))
                    .isEqualTo("false");
        }
    }
}
