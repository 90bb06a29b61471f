package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class UnreadableMessageTest {

    @Test
    void cell_whoseVmSendsWhatTheHostCannotRead_endsInAnErrorAndTheNextOneRuns() throws IOException {
        try (Notebook notebook = new Notebook()) {
            String outcome = notebook.value("""
                    Object insideOf(Object owner, String field) throws Exception {
                        var found = owner.getClass().getDeclaredField(field);
                        found.setAccessible(true);
                        return found.get(owner);
                    }
                    var sink = Class.forName("weft.display.Display").getDeclaredField("sink");
                    sink.setAccessible(true);
                    var outbox = insideOf(sink.get(null), "outbox");
                    synchronized (outbox) {
                        var pending = (Deque<Object>) insideOf(outbox, "pending");
                        pending.add(java.nio.ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 99}));
                        outbox.notifyAll();
                    }
                    Thread.sleep(600_000);
                    """);

            assertThat(outcome)
                    .startsWith("UserVmReplaced: The kernel could not read")
                    .endsWith("Variables are gone; run the cells that define them again.");
            assertThat(notebook.value("1 + 1")).isEqualTo("2");
        }
    }
}
