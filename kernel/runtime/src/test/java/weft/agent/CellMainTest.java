package weft.agent;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import weft.wire.ToUserVm;

class CellMainTest {

    @Test
    void serve_interruptedBetweenTwoCells_answersTheNextRequest() {
        var work = new LinkedBlockingQueue<ToUserVm>();
        work.add(new ToUserVm.Value(1, "Any", "field"));
        CellMain main = new CellMain(work, new Outbox(), () -> {});

        Thread.currentThread().interrupt();

        // Serving has no other end than what an answer throws.
        assertThatThrownBy(() -> main.serve(request -> {
                    throw new Answering();
                }))
                .isInstanceOf(Answering.class);
    }

    private static final class Answering extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
