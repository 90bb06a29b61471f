package weft.timeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 0 | ''
            0 | 3 | 3 carriers
            2 | 0 | at most 2 carriers
            1 | 0 | at most 1 carrier
            4 | 2 | at most 4 carriers, 2 seen
            2 | 2 | 2 carriers
            2 | 3 | 3 carriers, 2 at once
            """)
    void carrierWords_sayNoMoreThanIsKnown(int carriers, int seen, String words) {
        assertThat(new Environment("", 2, carriers, seen).carrierWords()).isEqualTo(words);
    }
}
