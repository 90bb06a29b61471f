package weft.timeline.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers in markup. */
class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0",
        "1, 1, 1",
        "1.04, 1, 1",
        "1.05, 1, 1.1",
        "-0.25, 2, -0.25",
        "-0.04, 1, 0",
        "12.5, 3, 12.5",
        "0.001, 3, 0.001",
        "1000000.007, 3, 1000000.007"
    })
    void decimal_ofAnyNumber_isShort(double value, int places, String text) {
        assertThat(Numbers.decimal(value, places)).isEqualTo(text);
    }
}
