package weft.timeline.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places and ticks on the axis of time. */
class TimeScaleTest {

    @Test
    void ticks_ofTheDocumentedExample_areRound() {
        TimeScale scale = new TimeScale(0, 40_000_000, 120, 880);

        List<TimeScale.Tick> ticks = scale.ticks(100);

        assertThat(ticks).extracting(TimeScale.Tick::label).containsExactly("0", "10", "20", "30", "40 ms");
        assertThat(ticks).extracting(TimeScale.Tick::x).containsExactly(120.0, 310.0, 500.0, 690.0, 880.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|1200000000|0 0.2 0.4 0.6 0.8 1 1.2 s",
                "0|900|0 100 200 300 400 500 600 700 800 900 ns",
                "0|2500|0 0.5 1 1.5 2 2.5 µs",
                "10000000|40000000|10 15 20 25 30 35 40 ms",
                "0|3500000|0 0.5 1 1.5 2 2.5 3 3.5 ms"
            })
    void ticks_ofAnyLength_areRoundInOneUnit(long from, long to, String labels) {
        List<String> texts = new TimeScale(from, to, 0, 760)
                .ticks(74).stream().map(TimeScale.Tick::label).toList();

        assertThat(String.join(" ", texts)).isEqualTo(labels);
    }

    @Test
    void ticks_ofAnyLength_areApart() {
        for (long length = 1_000; length < 100_000_000_000L; length = length * 3 / 2) {
            List<TimeScale.Tick> ticks = new TimeScale(0, length, 100, 880).ticks(74);

            assertThat(ticks).hasSizeBetween(3, 11);
            for (int i = 1; i < ticks.size(); i++) {
                assertThat(ticks.get(i).x() - ticks.get(i - 1).x()).isGreaterThanOrEqualTo(73.9);
            }
        }
    }

    @Test
    void clampedX_outside_isTheEdge() {
        TimeScale scale = new TimeScale(10, 20, 0, 100);

        assertThat(scale.clampedX(5)).isZero();
        assertThat(scale.clampedX(15)).isEqualTo(50);
        assertThat(scale.clampedX(25)).isEqualTo(100);
    }

    @Test
    void x_ofRecordingWithoutLength_isFinite() {
        assertThat(new TimeScale(0, 0, 0, 100).x(0)).isZero();
    }
}
