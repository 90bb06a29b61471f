package weft.timeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UniqueNamesTest {

    private final UniqueNames names = new UniqueNames();

    @Test
    void of_equalNames_areNumberedFromTheSecond() {
        assertThat(names.of("lock")).isEqualTo("lock");
        assertThat(names.of("lock")).isEqualTo("lock#2");
        assertThat(names.of("lock")).isEqualTo("lock#3");
    }

    @Test
    void of_nameThatLooksNumbered_isGivenOnce() {
        assertThat(names.of("lock#2")).isEqualTo("lock#2");
        assertThat(names.of("lock")).isEqualTo("lock");
        assertThat(names.of("lock")).isEqualTo("lock#3");
    }
}
