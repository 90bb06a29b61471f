package weft.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TimingTest {

    @Test
    void toString_ofSeveralRounds_tellsTheMiddleAndTheEnds() {
        assertThat(new Timing(new double[] {1500, 1000, 2_000_000}, 1234))
                .hasToString("1.50 µs a run (1.00 µs to 2.00 ms in 3 rounds of 1,234 runs)");
        assertThat(new Timing(new double[] {3e9}, 1)).hasToString("3.00 s for one run (too long to run it again)");
    }

    @Test
    void of_codeThatThrows_throwsTheSame() {
        assertThatThrownBy(() -> Timing.of((Timing.Work) () -> {
                    throw new IOException("as asked");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("as asked");
    }
}
