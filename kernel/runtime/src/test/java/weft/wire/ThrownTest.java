package weft.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class ThrownTest {

    @Test
    void of_exception_keepsNameMessageAndFrames() {
        IllegalStateException exception = new IllegalStateException("why");

        Thrown thrown = Thrown.of(exception);

        assertThat(thrown.className()).isEqualTo("java.lang.IllegalStateException");
        assertThat(thrown.message()).isEqualTo("why");
        assertThat(thrown.frames()).containsExactly(exception.getStackTrace());
        assertThat(thrown.cause()).isNull();
        assertThat(thrown.framesLeftOut()).isZero();
    }

    @Test
    void of_circleOfCauses_ends() {
        Exception a = new Exception("a");
        Exception b = new Exception("b", a);
        a.initCause(b);

        Thrown again = causeOf(causeOf(Thrown.of(a)));

        assertThat(again.message()).contains("circle");
        assertThat(again.cause()).isNull();
    }

    @Test
    void of_exceptionSuppressingItsCause_ends() {
        Exception inner = new Exception("inner");
        Exception outer = new Exception("outer", inner);
        inner.addSuppressed(outer);

        assertThat(causeOf(Thrown.of(outer)).suppressed().get(0).message()).contains("circle");
    }

    @Test
    void of_veryLongChain_ends() {
        Exception chain = new Exception("0");
        for (int i = 1; i < 10_000; i++) {
            chain = new Exception("" + i, chain);
        }

        int depth = 0;
        for (Thrown at = Thrown.of(chain); at != null; at = at.cause()) {
            depth++;
        }

        assertThat(depth).isBetween(5, 30);
    }

    @Test
    void of_methodsThatThrow_saysSo() {
        Thrown thrown = Thrown.of(new Hostile());

        assertThat(thrown.message()).contains("getMessage() threw java.lang.IllegalStateException");
        assertThat(thrown.cause()).isNull();
        assertThat(thrown.frames()).isEmpty();
    }

    @Test
    void of_stackOverflow_keepsBothEnds() {
        StackOverflowError error = overflow();

        Thrown thrown = Thrown.of(error);

        assertThat(thrown.frames()).hasSizeLessThan(200);
        assertThat(thrown.framesLeftOut())
                .isEqualTo(error.getStackTrace().length - thrown.frames().size());
        assertThat(thrown.frames().get(0).getMethodName()).isEqualTo("down");
    }

    @Test
    void of_hugeMessage_isCut() {
        assertThat(Thrown.of(new Exception("x".repeat(5_000_000))).message())
                .hasSizeLessThan(30_000)
                .contains("5000000 characters");
    }

    private static StackOverflowError overflow() {
        try {
            throw new AssertionError(down(0));
        } catch (StackOverflowError error) {
            return error;
        }
    }

    private static Thrown causeOf(Thrown thrown) {
        return Objects.requireNonNull(thrown.cause());
    }

    @SuppressWarnings("InfiniteRecursion") // the overflow is the point
    private static int down(int n) {
        return down(n + 1) + 1;
    }

    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("no");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("no");
        }
    }
}
