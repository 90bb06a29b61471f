package weft.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodePointsTest {

    /** A letter, an emoji of two units, a letter. */
    private static final String TEXT = "a\uD83D\uDE00b";

    @Test
    void toIndex_afterAnEmoji_isOneMore() {
        assertThat(CodePoints.toIndex(TEXT, 1)).isEqualTo(1);
        assertThat(CodePoints.toIndex(TEXT, 2)).isEqualTo(3);
        assertThat(CodePoints.toIndex(TEXT, 3)).isEqualTo(4);
    }

    @Test
    void toIndex_outsideOfTheText_isItsNearestEnd() {
        assertThat(CodePoints.toIndex(TEXT, -1)).isZero();
        assertThat(CodePoints.toIndex(TEXT, 9)).isEqualTo(4);
    }

    @Test
    void fromIndex_isTheWayBack() {
        assertThat(CodePoints.fromIndex(TEXT, 3)).isEqualTo(2);
        assertThat(CodePoints.fromIndex(TEXT, 4)).isEqualTo(3);
        assertThat(CodePoints.fromIndex(TEXT, 9)).isEqualTo(3);
    }
}
