package weft.timeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as people read them. */
class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "999, 999 ns",
        "1000, 1 µs",
        "1010, 1.01 µs",
        "1001, 1 µs",
        "12340, 12.3 µs",
        "999499, 999 µs",
        "999500, 1 ms",
        "50000000, 50 ms",
        "50020000, 50 ms",
        "1230000000, 1.23 s",
        "1050000000, 1.05 s",
        "61000000000, 61 s"
    })
    void duration_ofNanos_hasThreeDigitsAndAUnit(long nanos, String text) {
        assertThat(Words.duration(nanos)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "0.0001, under 1 %", "0.014, 1 %", "0.5, 50 %", "0.996, 99 %", "0.9996, 100 %", "1, 100 %"})
    void percent_ofShare_isHonestAtBothEnds(double share, String text) {
        assertThat(Words.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0 threads", "1|1 thread", "10000|10,000 threads"})
    void count_ofThings_isGroupedAndInTheRightNumber(long number, String text) {
        assertThat(Words.count(number, "thread")).isEqualTo(text);
    }
}
