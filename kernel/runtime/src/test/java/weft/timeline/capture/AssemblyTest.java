package weft.timeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import weft.timeline.model.Lane;
import weft.timeline.model.LaneKind;

class AssemblyTest {

    /** A library's virtual threads mostly have no name, and only the JDK's own recording knows them. */
    @Test
    void threadsWithoutAName_thatNoProbeSaw_areNamedByKindAndId() {
        List<ThreadLife> lives = List.of(
                new ThreadLife(900_001, "", LaneKind.VIRTUAL, 10, 500, 0),
                new ThreadLife(900_002, "", LaneKind.VIRTUAL, 20, 500, 0));
        Evidence seen = new Evidence(List.of(), lives, List.of(), List.of());

        Assembly assembly = new Assembly(RecordingOptions.of("x"), List.of(), 0, 1_000, List.of(seen));

        assertThat(assembly.timeline().lanes())
                .filteredOn(lane -> !lane.isMain())
                .extracting(Lane::name)
                .containsExactly("virtual thread 900001", "virtual thread 900002");
    }
}
